namespace Amp.Benchmarks.Reading.SystemTextJson;

internal sealed class JsonTextBlock : JsonBlock
{
    public string? Text { get; set; }

    public override string? ReadableText => Text;
}
