using System.Runtime.CompilerServices;

namespace Amp.Streaming;

internal ref partial struct Scan<TBlock>
{
    /// <summary>Reads one element of <c>message.content</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly int Block(int pos)
    {
        JsonSlot ignored = default;
        var number = _index.AddBlock();
        if (number < 0)
        {
            return Value(pos, ref ignored, ListDepth);
        }

        ref var block = ref _index.Block(number);
        block.Present = 0;
        block.Kind = AmpBlockKind.Unknown;
        if (At(pos) != '{')
        {
            return Value(pos, ref block.Raw, ListDepth);
        }

        var end = BlockFields(pos, number, ref block);
        block.Raw.Start = pos;
        block.Raw.Length = end - pos;
        block.Raw.Kind = JsonKind.Object;
        if (end >= 0 && block.IsString(BlockField.Type))
        {
            block.Kind = KindOf(ref block, Text(0, end));
        }

        return end;
    }

    private readonly int BlockFields(int pos, int number, ref BlockIndex block)
    {
        var type = pos + "{\"type\":\"".Length;
        if (Skips(ref pos, "{\"type\":\"text\",\"text\":\""u8))
        {
            TypeOf(ref block, type, "text".Length);
            pos = StringOf(ref block, BlockField.Text, pos);
        }
        else if (Skips(ref pos, "{\"type\":\"tool_use\",\"id\":\""u8))
        {
            TypeOf(ref block, type, "tool_use".Length);
            pos = StringOf(ref block, BlockField.Id, pos);
            if (Skips(ref pos, ",\"name\":\""u8))
            {
                pos = StringOf(ref block, BlockField.Name, pos);
            }

            if (Skips(ref pos, ",\"input\":"u8))
            {
                pos = ValueOf(ref block, BlockField.Input, pos);
            }
        }
        else if (Skips(ref pos, "{\"type\":\"tool_result\",\"tool_use_id\":\""u8))
        {
            TypeOf(ref block, type, "tool_result".Length);
            pos = StringOf(ref block, BlockField.ToolUseId, pos);
            if (Skips(ref pos, ",\"content\":\""u8))
            {
                pos = StringOf(ref block, BlockField.Content, pos);
            }

            if (Skips(ref pos, ",\"is_error\":"u8))
            {
                pos = ValueOf(ref block, BlockField.IsError, pos);
            }
        }
        else if (Skips(ref pos, "{\"type\":\"thinking\",\"thinking\":\""u8))
        {
            TypeOf(ref block, type, "thinking".Length);
            pos = StringOf(ref block, BlockField.Thinking, pos);
        }
        else
        {
            return Members(Scope.Block, pos + 1, isFirst: true, number);
        }

        return pos < 0 ? pos : At(pos) == '}' ? pos + 1 : Members(Scope.Block, pos, isFirst: false, number);
    }

    private static void TypeOf(ref BlockIndex block, int start, int length)
    {
        ref var slot = ref block[BlockField.Type];
        slot.Start = start;
        slot.Length = length;
        slot.Shrink = 0;
        slot.Kind = JsonKind.String;
        block.Present = 1u << (int)BlockField.Type;
    }

    private readonly int StringOf(ref BlockIndex block, BlockField field, int pos)
    {
        block.Present |= 1u << (int)field;
        return String(pos, ref block[field]);
    }

    private readonly int ValueOf(ref BlockIndex block, BlockField field, int pos)
    {
        block.Present |= 1u << (int)field;
        return Value(pos, ref block[field], BlockDepth);
    }

    // A block without what its kind needs is of no kind: it is kept whole.
    private static AmpBlockKind KindOf(ref BlockIndex block, ReadOnlySpan<byte> buffer)
    {
        ref var type = ref block[BlockField.Type];
        Span<byte> unescaped = stackalloc byte[FieldNames.MaxLength];
        var word = type.Shrink == 0 ? type.In(buffer) : JsonName.Unescape(type.In(buffer), unescaped);
        return word.Length switch
        {
            4 when word.SequenceEqual("text"u8) && block.IsString(BlockField.Text) => AmpBlockKind.Text,
            5 when word.SequenceEqual("image"u8) && block.Has(BlockField.Source) => AmpBlockKind.Image,
            8 when word.SequenceEqual("thinking"u8) && block.IsString(BlockField.Thinking) => AmpBlockKind.Thinking,
            8 when word.SequenceEqual("tool_use"u8) && block.IsString(BlockField.Id) && block.IsString(BlockField.Name) && block.Has(BlockField.Input) => AmpBlockKind.ToolUse,
            11 when word.SequenceEqual("tool_result"u8) && block.IsString(BlockField.ToolUseId) => AmpBlockKind.ToolResult,
            17 when word.SequenceEqual("redacted_thinking"u8) && block.IsString(BlockField.Data) => AmpBlockKind.RedactedThinking,
            _ => AmpBlockKind.Unknown,
        };
    }
}
