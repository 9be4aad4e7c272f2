namespace Amp.Streaming.Events;

/// <summary>The agent said something: one text block. A message with several text blocks makes several events.</summary>
/// <param name="Text">What it said. May be empty.</param>
public sealed record AssistantMessageEvent(string Text) : AmpEvent;
