namespace Amp.ServiceStandIn;

/// <summary>A text block.</summary>
/// <param name="Text">Any UTF-16 text, lone surrogates included.</param>
public sealed record Say(string Text) : Block;
