namespace Amp.Streaming.Events;

/// <summary>The main agent finished a turn: it waits for the user, or the run ends.</summary>
/// <param name="StopReason">Why the model stopped; <see langword="null"/> when the answer was cut off.</param>
public sealed record TurnEndEvent(StopReason? StopReason) : AmpEvent
{
    /// <summary>Whether the answer was cut off: by the user, the token limit, or a refusal.</summary>
    public bool IsInterrupted => StopReason is null;
}
