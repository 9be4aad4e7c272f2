namespace Amp.Streaming;

/// <summary>What the model thought before it spoke (<c>type: thinking</c>). The CLI prints it only with <c>--stream-json-thinking</c>.</summary>
/// <param name="Thinking">The thought.</param>
public sealed record ThinkingBlock(string Thinking) : ContentBlock
{
    /// <summary>The provider's signature of the thought.</summary>
    /// <value><see langword="null"/> in every recording of the stream; thread files have it.</value>
    public string? Signature { get; init; }
}
