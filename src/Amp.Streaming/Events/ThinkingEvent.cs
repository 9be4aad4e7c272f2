namespace Amp.Streaming.Events;

/// <summary>The agent thought something: one thinking block. Comes only with <c>--stream-json-thinking</c>.</summary>
/// <param name="Thinking">The thought; <see langword="null"/> when the provider encrypted it.</param>
public sealed record ThinkingEvent(string? Thinking) : AmpEvent;
