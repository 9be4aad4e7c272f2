namespace Amp.Streaming.Events;

/// <summary>A line of the stream was not as it should be. Plain text comes as an <see cref="OutputEvent"/> instead.</summary>
/// <param name="Line">Where, what, and what could be saved.</param>
public sealed record MalformedLineEvent(MalformedLine Line) : AmpEvent;
