namespace Amp.Streaming.Events;

/// <summary>The tokens of one model call. Not a running total.</summary>
/// <param name="Usage">The tokens.</param>
public sealed record TokenUsageEvent(TokenUsage Usage) : AmpEvent;
