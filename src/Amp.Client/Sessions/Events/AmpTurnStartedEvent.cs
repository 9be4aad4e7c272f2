namespace Amp.Client;

/// <summary>A turn begins. It is in the log before the agent is started, so that no prompt is ever sent twice.</summary>
/// <param name="MessageId">The prompt whose turn it is.</param>
public sealed record AmpTurnStartedEvent(string MessageId) : AmpSessionEvent
{
    /// <inheritdoc/>
    public override string Type => "message.start";

    /// <summary>The thread that is continued; <see langword="null"/> when the turn begins a new one.</summary>
    public AmpThreadId? Thread { get; init; }

    /// <summary>The mode that was asked for.</summary>
    public AmpMode? Mode { get; init; }

    /// <summary>The model that was asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The directory that the agent works in.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The name of the environment, when the host has several.</summary>
    public string? Environment { get; init; }
}
