namespace Amp.Benchmarks.Reading.SystemTextJson;

internal sealed class JsonRedactedThinkingBlock : JsonBlock
{
    public string? Data { get; set; }
}
