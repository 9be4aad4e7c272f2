namespace Amp.Client;

/// <summary>A turn ended. There is exactly one for each <see cref="AmpTurnStartedEvent"/>, also when the host did not live to see it.</summary>
/// <param name="MessageId">The prompt whose turn it was.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record AmpTurnEndedEvent(string MessageId, AmpTurnOutcome Outcome) : AmpSessionEvent
{
    /// <inheritdoc/>
    public override string Type => Outcome is AmpTurnOutcome.Completed ? "message.complete" : "message.error";

    /// <summary>The thread, if the agent had named one.</summary>
    public AmpThreadId? Thread { get; init; }

    /// <summary>Why it failed, as far as the CLI told; <see langword="null"/> when it did not, or made no result at all.</summary>
    public AmpErrorKind? ErrorKind { get; init; }

    /// <summary>What went wrong, in words.</summary>
    public string? Error { get; init; }

    /// <summary>How many lines of the CLI could not be read as they should be. Their messages, where any could be saved, are among the others.</summary>
    public int MalformedLines { get; init; }

    /// <summary>How long it took, as measured here; <see langword="null"/> when the host did not live to see the end.</summary>
    public TimeSpan? Duration { get; init; }
}
