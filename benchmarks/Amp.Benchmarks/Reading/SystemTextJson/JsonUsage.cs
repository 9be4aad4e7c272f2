namespace Amp.Benchmarks.Reading.SystemTextJson;

internal sealed class JsonUsage
{
    public long? InputTokens { get; set; }

    public long? CacheCreationInputTokens { get; set; }

    public long? CacheReadInputTokens { get; set; }

    public long? OutputTokens { get; set; }

    public long? MaxTokens { get; set; }

    public string? ServiceTier { get; set; }
}
