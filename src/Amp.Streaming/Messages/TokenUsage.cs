namespace Amp.Streaming;

/// <summary>The tokens of one model call, as the CLI counts them. What it did not say is <see langword="null"/>.</summary>
public sealed record TokenUsage
{
    /// <summary>Tokens of the prompt that came from no cache.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens of the prompt that were written to the provider's cache.</summary>
    public long? CacheCreationInputTokens { get; init; }

    /// <summary>Tokens of the prompt that were read from the provider's cache.</summary>
    public long? CacheReadInputTokens { get; init; }

    /// <summary>Tokens that the model wrote.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>The size of the context window, in tokens (168 000 or 300 000 in recordings) — not a limit on the answer.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>The provider's service tier, such as <c>standard</c>.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Fields that this version does not model, in the order of the line.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalProperties { get; init; } = [];
}
