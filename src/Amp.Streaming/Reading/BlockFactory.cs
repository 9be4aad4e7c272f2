namespace Amp.Streaming;

/// <summary>Makes content blocks of what a scan found.</summary>
internal sealed class BlockFactory(StringCache cache)
{
    public ContentBlock Create(ReadOnlySpan<byte> buffer, ref BlockIndex block)
    {
        switch (block.Kind)
        {
            case AmpBlockKind.Text:
                return new TextBlock(JsonText.Of(buffer, block[BlockField.Text]))
                {
                    AdditionalProperties = Rest(buffer, ref block, Bit(BlockField.Text)),
                };

            case AmpBlockKind.Thinking:
                var isSigned = block.IsString(BlockField.Signature);
                return new ThinkingBlock(JsonText.Of(buffer, block[BlockField.Thinking]))
                {
                    Signature = isSigned ? JsonText.Of(buffer, block[BlockField.Signature]) : null,
                    AdditionalProperties = Rest(buffer, ref block, Bit(BlockField.Thinking) | (isSigned ? Bit(BlockField.Signature) : 0)),
                };

            case AmpBlockKind.RedactedThinking:
                return new RedactedThinkingBlock(JsonText.Of(buffer, block[BlockField.Data]))
                {
                    AdditionalProperties = Rest(buffer, ref block, Bit(BlockField.Data)),
                };

            case AmpBlockKind.ToolUse:
                return new ToolUseBlock(
                    cache.Get(buffer, block[BlockField.Id]),
                    cache.Get(buffer, block[BlockField.Name]),
                    RawJson.CopyOfValid(block[BlockField.Input].RawIn(buffer)))
                {
                    AdditionalProperties = Rest(buffer, ref block, Bit(BlockField.Id) | Bit(BlockField.Name) | Bit(BlockField.Input)),
                };

            case AmpBlockKind.ToolResult:
                return ToolResult(buffer, ref block);

            case AmpBlockKind.Image when JsonParts.Image(block[BlockField.Source].RawIn(buffer)) is { } image:
                return Rest(buffer, ref block, Bit(BlockField.Source)) is { Count: > 0 } rest ? image with { AdditionalProperties = rest } : image;

            default:
                var type = block.IsString(BlockField.Type) ? JsonText.Of(buffer, block[BlockField.Type]) : null;
                return new UnknownBlock(type, RawJson.CopyOfValid(block.Raw.RawIn(buffer)));
        }
    }

    private ToolResultBlock ToolResult(ReadOnlySpan<byte> buffer, ref BlockIndex block)
    {
        var isText = block.IsString(BlockField.Content);
        bool? isError = !block.Has(BlockField.IsError) ? null : block[BlockField.IsError].Kind switch
        {
            JsonKind.True => true,
            JsonKind.False => false,
            _ => null,
        };
        return new(cache.Get(buffer, block[BlockField.ToolUseId]))
        {
            Content = isText ? JsonText.Of(buffer, block[BlockField.Content]) : null,
            Json = isText || !block.Has(BlockField.Content) ? null : RawJson.CopyOfValid(block[BlockField.Content].RawIn(buffer)),
            IsError = isError,
            AdditionalProperties = Rest(
                buffer,
                ref block,
                Bit(BlockField.ToolUseId) | Bit(BlockField.Content) | (isError is null ? 0 : Bit(BlockField.IsError))),
        };
    }

    private static uint Bit(BlockField field) => 1u << (int)field;

    private static IReadOnlyList<KeyValuePair<string, RawJson>> Rest(ReadOnlySpan<byte> buffer, ref BlockIndex block, uint taken)
    {
        taken |= Bit(BlockField.Type);
        return (block.Present & ~taken) == 0 ? Array.Empty<KeyValuePair<string, RawJson>>() : Collect(buffer, ref block, taken);
    }

    // Apart, so that the usual block does not pay for the closure.
    private static List<KeyValuePair<string, RawJson>> Collect(ReadOnlySpan<byte> buffer, ref BlockIndex block, uint taken) =>
        JsonParts.Rest(block.Raw.In(buffer), name => FieldNames.FindInBlock(name) is var field && field is not BlockField.Unknown && (taken & Bit(field)) != 0);
}
