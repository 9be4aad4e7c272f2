namespace Amp.Streaming;

/// <summary>Plain text: the prompt, or what the agent says (<c>type: text</c>).</summary>
/// <param name="Text">The text; may be empty, may hold any character, a lone surrogate included.</param>
public sealed record TextBlock(string Text) : ContentBlock;
