namespace Amp.Streaming;

/// <summary>A thought that the provider encrypted (<c>type: redacted_thinking</c>).</summary>
/// <param name="Data">The encrypted thought, as the provider sent it.</param>
public sealed record RedactedThinkingBlock(string Data) : ContentBlock;
