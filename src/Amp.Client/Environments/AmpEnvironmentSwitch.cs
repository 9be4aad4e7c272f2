namespace Amp.Client;

/// <summary>A switch, or the refusal of one.</summary>
public sealed record AmpEnvironmentSwitch
{
    /// <summary>The current environment before.</summary>
    public required AmpEnvironment From { get; init; }

    /// <summary>The environment that was asked for.</summary>
    public required AmpEnvironment To { get; init; }

    /// <summary>What came of it.</summary>
    public required AmpEnvironmentSwitchOutcome Outcome { get; init; }

    /// <summary>What the checks found; <see langword="null"/> when it was the current one already.</summary>
    public AmpEnvironmentValidation? Validation { get; init; }

    /// <summary>Whether <see cref="To"/> is the current environment now.</summary>
    public bool IsCurrent => Outcome is not AmpEnvironmentSwitchOutcome.Refused;
}
