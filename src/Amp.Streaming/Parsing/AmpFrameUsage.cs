namespace Amp.Streaming;

/// <summary>The tokens of one model call; see <see cref="TokenUsage"/>. Numbers, so it may be kept.</summary>
public readonly record struct AmpFrameUsage
{
    internal AmpFrameUsage(ReadOnlySpan<byte> buffer, LineIndex index)
    {
        InputTokens = FieldTaker.ReadInt64(buffer, index, Field.InputTokens);
        CacheCreationInputTokens = FieldTaker.ReadInt64(buffer, index, Field.CacheCreationInputTokens);
        CacheReadInputTokens = FieldTaker.ReadInt64(buffer, index, Field.CacheReadInputTokens);
        OutputTokens = FieldTaker.ReadInt64(buffer, index, Field.OutputTokens);
        MaxTokens = FieldTaker.ReadInt64(buffer, index, Field.MaxTokens);
    }

    /// <summary>Tokens of the prompt that came from no cache.</summary>
    public long? InputTokens { get; }

    /// <summary>Tokens of the prompt that were written to the provider's cache.</summary>
    public long? CacheCreationInputTokens { get; }

    /// <summary>Tokens of the prompt that were read from the provider's cache.</summary>
    public long? CacheReadInputTokens { get; }

    /// <summary>Tokens that the model wrote.</summary>
    public long? OutputTokens { get; }

    /// <summary>The size of the context window, in tokens.</summary>
    public long? MaxTokens { get; }
}
