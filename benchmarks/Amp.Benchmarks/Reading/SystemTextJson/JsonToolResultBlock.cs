namespace Amp.Benchmarks.Reading.SystemTextJson;

internal sealed class JsonToolResultBlock : JsonBlock
{
    public string? ToolUseId { get; set; }

    public string? Content { get; set; }

    public bool IsError { get; set; }

    public override string? ReadableText => Content;
}
