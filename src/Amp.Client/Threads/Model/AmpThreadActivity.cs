namespace Amp.Client;

/// <summary>What goes on in a thread, as its last message tells.</summary>
public enum AmpThreadActivity
{
    /// <summary>It has no message.</summary>
    Empty,

    /// <summary>The agent has answered: it is the user's turn.</summary>
    Idle,

    /// <summary>The agent is to answer, or a tool runs. A CLI that was killed leaves a thread like that, too: see <see cref="AmpThreadInfo.LastActivity"/>.</summary>
    Running,

    /// <summary>A tool waits for the user's word.</summary>
    WaitingForUser,

    /// <summary>The user interrupted it.</summary>
    Interrupted,

    /// <summary>The last answer failed.</summary>
    Failed,
}
