using System.Runtime.InteropServices;
using System.Text.Json;

namespace Amp.Streaming.Tests.Oracle;

/// <summary>Maps one element of <c>message.content</c> to the block that it is.</summary>
internal static class OracleBlocks
{
    public static ContentBlock Read(JsonElement element)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return new UnknownBlock(null, Raw(element));
        }

        var fields = new OracleFields(element);
        var type = fields.PeekString("type");
        ContentBlock? block = type switch
        {
            "text" when fields.String("text") is { } text => new TextBlock(text),
            "thinking" when fields.String("thinking") is { } thinking => new ThinkingBlock(thinking) { Signature = fields.String("signature") },
            "redacted_thinking" when fields.String("data") is { } data => new RedactedThinkingBlock(data),
            "tool_use" when fields.String("id") is { } id && fields.String("name") is { } name && fields.Raw("input") is { } input => new ToolUseBlock(id, name, input),
            "tool_result" when fields.String("tool_use_id") is { } id => ReadResult(id, fields),
            "image" => ReadImage(fields),
            _ => null,
        };

        return block is null ? new UnknownBlock(type, Raw(element)) : block with { AdditionalProperties = fields.Rest("type") };
    }

    private static ToolResultBlock ReadResult(string id, OracleFields fields)
    {
        var content = fields.String("content");
        return new(id) { Content = content, Json = content is null ? fields.Raw("content") : null, IsError = fields.Boolean("is_error") };
    }

    private static ImageBlock? ReadImage(OracleFields fields) =>
        fields.Object("source") is { } source && source.String("type") is "base64"
        && source.String("media_type") is { } mediaType && source.String("data") is { } data && source.Rest().Count == 0
            ? new(mediaType, data)
            : null;

    private static RawJson Raw(JsonElement element) => RawJson.CopyOfValid(JsonMarshal.GetRawUtf8Value(element));
}
