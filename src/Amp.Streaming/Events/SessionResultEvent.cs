namespace Amp.Streaming.Events;

/// <summary>The run ended, and this is its outcome.</summary>
/// <param name="Result">The last message of the run.</param>
public sealed record SessionResultEvent(ResultMessage Result) : AmpEvent;
