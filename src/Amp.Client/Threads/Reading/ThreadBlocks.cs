using System.Text.Json;
using Amp.Streaming;

namespace Amp.Client.Threads;

/// <summary>Makes content blocks of those of a thread, of the kinds that the stream has.</summary>
internal static class ThreadBlocks
{
    /// <param name="block">The block, of whatever shape.</param>
    /// <param name="names">The tool calls before it.</param>
    /// <param name="result">What became of the call, when it is a result.</param>
    public static ContentBlock Create(JsonElement block, ToolNames names, out AmpThreadToolResult? result)
    {
        result = null;
        var type = block.Text("type");
        switch (type)
        {
            case "text" when block.Text("text") is { } text:
                return new TextBlock(text) { AdditionalProperties = block.Rest("type", "text") };
            case "thinking" when block.Text("thinking") is { } thinking:
                return new ThinkingBlock(thinking) { Signature = block.Text("signature"), AdditionalProperties = block.Rest("type", "thinking", "signature") };
            case "redacted_thinking" when block.Text("data") is { } data:
                return new RedactedThinkingBlock(data) { AdditionalProperties = block.Rest("type", "data") };
            case "tool_use" when block.Text("id") is { } id && block.Text("name") is { } name && block.Field("input") is { } input:
                return new ToolUseBlock(id, name, ThreadJson.Raw(input)) { AdditionalProperties = block.Rest("type", "id", "name", "input") };
            case "tool_result" when ToolRunReader.Read(block, names) is { } run:
                result = run;
                return new ToolResultBlock(run.ToolUseId)
                {
                    Content = ToolRunReader.InStream(block, run),
                    IsError = run.Status.IsTerminal ? run.IsError : null,
                    AdditionalProperties = block.Rest("type", "toolUseID", "tool_use_id", "tool_useId", "run", "content", "is_error"),
                };
            case "image" when Image(block) is { } image:
                return image;
            default:
                return new UnknownBlock(type, ThreadJson.Raw(block));
        }
    }

    /// <summary>What a block of an <c>info</c> message says of what went before.</summary>
    public static AmpThreadSummary? Summary(JsonElement block) =>
        block.Text("type") is "summary" && block.Field("summary") is { ValueKind: JsonValueKind.Object } summary
            ? new(summary.Text("summary"), summary.ThreadId("thread"))
            : null;

    // The CLI says mediaType; the stream, and the model's own form, media_type.
    private static ImageBlock? Image(JsonElement block) =>
        block.Field("source") is { } source && source.Text("type") is "base64" && source.Text("data") is { } data
            && (source.Text("mediaType") ?? source.Text("media_type")) is { } mediaType
            ? new(mediaType, data) { AdditionalProperties = block.Rest("type", "source") }
            : null;
}
