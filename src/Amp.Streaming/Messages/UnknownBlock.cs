namespace Amp.Streaming;

/// <summary>A block of a kind or shape that this version does not model. Nothing of it is lost.</summary>
/// <param name="Type">The value of its <c>type</c>, when it has one that is a string.</param>
/// <param name="Json">The whole block.</param>
public sealed record UnknownBlock(string? Type, RawJson Json) : ContentBlock;
