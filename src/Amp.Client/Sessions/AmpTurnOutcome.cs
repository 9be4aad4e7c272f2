namespace Amp.Client;

/// <summary>How a turn ended.</summary>
public enum AmpTurnOutcome
{
    /// <summary>The agent answered.</summary>
    Completed,

    /// <summary>The run failed, or made no result.</summary>
    Failed,

    /// <summary>It was stopped: by <see cref="IAmpSessionManager.StopAsync"/>, by deleting the session, or by a change of the environment.</summary>
    Cancelled,

    /// <summary>Its host ended while it was under way. How far the agent had come is not known; the prompt is not sent again.</summary>
    Interrupted,
}
