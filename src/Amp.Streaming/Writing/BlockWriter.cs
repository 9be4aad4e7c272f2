namespace Amp.Streaming;

/// <summary>Writes content blocks in the CLI's order of fields.</summary>
internal static class BlockWriter
{
    /// <summary>Writes a <c>content</c> field.</summary>
    public static void Write(ref LineWriter line, IReadOnlyList<ContentBlock> blocks)
    {
        line.Name("content"u8);
        line.Open("["u8);
        for (var i = 0; i < blocks.Count; i++)
        {
            Write(ref line, blocks[i]);
        }

        line.Close("]"u8);
    }

    private static void Write(ref LineWriter line, ContentBlock block)
    {
        if (block is UnknownBlock unknown)
        {
            line.Raw(unknown.Json);
            return;
        }

        line.Open("{"u8);
        switch (block)
        {
            case TextBlock text:
                line.String("type"u8, "text");
                line.String("text"u8, text.Text);
                break;
            case ThinkingBlock thinking:
                line.String("type"u8, "thinking");
                line.String("thinking"u8, thinking.Thinking);
                line.String("signature"u8, thinking.Signature);
                break;
            case RedactedThinkingBlock redacted:
                line.String("type"u8, "redacted_thinking");
                line.String("data"u8, redacted.Data);
                break;
            case ToolUseBlock call:
                line.String("type"u8, "tool_use");
                line.String("id"u8, call.Id);
                line.String("name"u8, call.Name);
                line.Name("input"u8);
                line.Raw(call.Input);
                break;
            case ToolResultBlock result:
                WriteResult(ref line, result);
                break;
            case ImageBlock image:
                line.String("type"u8, "image");
                line.Name("source"u8);
                line.Open("{"u8);
                line.String("type"u8, "base64");
                line.String("media_type"u8, image.MediaType);
                line.String("data"u8, image.Data);
                line.Close("}"u8);
                break;
        }

        line.Rest(block.AdditionalProperties);
        line.Close("}"u8);
    }

    private static void WriteResult(ref LineWriter line, ToolResultBlock result)
    {
        line.String("type"u8, "tool_result");
        line.String("tool_use_id"u8, result.ToolUseId);
        line.String("content"u8, result.Content);
        if (result.Content is null && result.Json is { } json)
        {
            line.Name("content"u8);
            line.Raw(json);
        }

        line.Boolean("is_error"u8, result.IsError);
    }
}
