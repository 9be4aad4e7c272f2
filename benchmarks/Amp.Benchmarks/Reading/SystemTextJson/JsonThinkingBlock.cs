namespace Amp.Benchmarks.Reading.SystemTextJson;

internal sealed class JsonThinkingBlock : JsonBlock
{
    public string? Thinking { get; set; }

    public string? Signature { get; set; }

    public override string? ReadableText => Thinking;
}
