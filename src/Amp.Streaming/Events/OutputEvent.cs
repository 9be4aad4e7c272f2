namespace Amp.Streaming.Events;

/// <summary>The process printed a line of text that is no message.</summary>
/// <param name="Text">The line. Not redacted: it may hold a login link.</param>
/// <param name="Source">Where it came from. The projector makes those of standard output; whoever reads standard error makes the others.</param>
public sealed record OutputEvent(string Text, OutputSource Source) : AmpEvent;
