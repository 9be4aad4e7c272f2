namespace Amp.Client;

/// <summary>Which of the prompts that wait in one session comes first. Between sessions it does not count: there each has its turn.</summary>
public enum AmpPromptPriority
{
    /// <summary>After all others.</summary>
    Low,

    /// <summary>The default.</summary>
    Normal,

    /// <summary>Before <see cref="Normal"/>.</summary>
    High,

    /// <summary>Before all others. It does not cut off a turn that is under way: <see cref="IAmpSessionManager.StopAsync"/> does.</summary>
    Urgent,
}
