using System.Runtime.CompilerServices;

namespace Amp.Streaming;

internal ref partial struct Scan<TBlock>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly int Message(int pos)
    {
        // The last of several counts, so nothing of an earlier one may stay.
        _index.Present &= ~LineIndex.MessageFields;
        _index.WithUnknown &= ~((1u << (int)Scope.Message) | (1u << (int)Scope.Usage));
        _index.BlockCount = 0;
        _index.HasTooManyBlocks = false;
        pos = SkipSpace(pos);
        if (At(pos) != '{')
        {
            return ValueOf(Field.Message, pos, LineDepth);
        }

        var end = MessageFields(pos);
        Set(Field.Message, pos, end - pos, JsonKind.Object);
        return end;
    }

    private readonly int MessageFields(int pos)
    {
        var start = pos;
        if (Skips(ref pos, "{\"role\":\"user\",\"content\":"u8))
        {
            Set(Field.Role, start + "{\"role\":\"".Length, "user".Length, JsonKind.String);
            pos = Content(pos);
        }
        else if (Skips(ref pos, "{\"type\":\"message\",\"role\":\"assistant\",\"content\":"u8))
        {
            Set(Field.MessageType, start + "{\"type\":\"".Length, "message".Length, JsonKind.String);
            Set(Field.Role, start + "{\"type\":\"message\",\"role\":\"".Length, "assistant".Length, JsonKind.String);
            pos = Content(pos);
            if (Skips(ref pos, ",\"stop_reason\":\""u8))
            {
                pos = StringOf(Field.StopReason, pos);
            }

            if (Skips(ref pos, ",\"usage\":"u8))
            {
                pos = Usage(pos);
            }
        }
        else
        {
            return Members(Scope.Message, pos + 1, isFirst: true);
        }

        return pos < 0 ? pos : At(pos) == '}' ? pos + 1 : Members(Scope.Message, pos, isFirst: false);
    }

    private readonly int Content(int pos)
    {
        _index.BlockCount = 0;
        _index.HasTooManyBlocks = false;
        pos = SkipSpace(pos);
        if (At(pos) != '[')
        {
            return ValueOf(Field.Content, pos, MessageDepth);
        }

        var start = pos++;
        pos = SkipSpace(pos);
        if (At(pos) != ']')
        {
            while (true)
            {
                if ((pos = Block(pos)) < 0)
                {
                    return pos;
                }

                pos = SkipSpace(pos);
                if (At(pos) == ']')
                {
                    break;
                }

                if (At(pos) != ',')
                {
                    return Fail(pos);
                }

                pos = SkipSpace(pos + 1);
            }
        }

        pos++;
        Set(Field.Content, start, pos - start, JsonKind.Array);
        return pos;
    }

    private readonly int Usage(int pos)
    {
        _index.Present &= ~LineIndex.UsageFields;
        _index.WithUnknown &= ~(1u << (int)Scope.Usage);
        pos = SkipSpace(pos);
        if (At(pos) != '{')
        {
            return ValueOf(Field.Usage, pos, MessageDepth);
        }

        var end = UsageFields(pos);
        Set(Field.Usage, pos, end - pos, JsonKind.Object);
        return end;
    }

    private readonly int UsageFields(int pos)
    {
        if (!Skips(ref pos, "{\"input_tokens\":"u8))
        {
            return Members(Scope.Usage, pos + 1, isFirst: true);
        }

        // Each step leaves the position after a value, from where the general rules can go on.
        pos = ValueOf(Field.InputTokens, pos, ListDepth);
        if (Skips(ref pos, ",\"cache_creation_input_tokens\":"u8))
        {
            pos = ValueOf(Field.CacheCreationInputTokens, pos, ListDepth);
        }

        if (Skips(ref pos, ",\"cache_read_input_tokens\":"u8))
        {
            pos = ValueOf(Field.CacheReadInputTokens, pos, ListDepth);
        }

        if (Skips(ref pos, ",\"output_tokens\":"u8))
        {
            pos = ValueOf(Field.OutputTokens, pos, ListDepth);
        }

        if (Skips(ref pos, ",\"max_tokens\":"u8))
        {
            pos = ValueOf(Field.MaxTokens, pos, ListDepth);
        }

        if (Skips(ref pos, ",\"service_tier\":\""u8))
        {
            pos = StringOf(Field.ServiceTier, pos);
        }

        return pos < 0 ? pos : At(pos) == '}' ? pos + 1 : Members(Scope.Usage, pos, isFirst: false);
    }
}
