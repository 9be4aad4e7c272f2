namespace Amp.Client;

/// <summary>What came of a wish to switch.</summary>
public enum AmpEnvironmentSwitchOutcome
{
    /// <summary>New runs use the environment from now on.</summary>
    Switched = 0,

    /// <summary>It was the current one already, content and all. Nobody was notified.</summary>
    Unchanged = 1,

    /// <summary>A check failed, so the environment before stays the current one.</summary>
    Refused = 2,

    /// <summary>A check failed, and new runs use the environment all the same, as the caller asked.</summary>
    Forced = 3,
}
