namespace Amp.Streaming;

internal ref partial struct Scan<TBlock>
{
    /// <summary>Scans one object or list, and writes it down in the index.</summary>
    /// <param name="pos">Its first byte.</param>
    /// <returns>The position after it; -1 when it cannot be read.</returns>
    public readonly int Root(int pos)
    {
        _index.Reset();
        var start = pos;
        if (At(pos) == '{')
        {
            pos = Line(pos);
            _index.Raw.Kind = JsonKind.Object;
        }
        else
        {
            // A list is no message, but it is JSON: it is delivered as unknown.
            pos = At(pos) == '[' ? Container(pos, 0) : Fail(pos);
            _index.Raw.Kind = JsonKind.Array;
        }

        _index.Raw.Start = start;
        _index.Raw.Length = pos - start;
        return pos;
    }

    private readonly int Line(int pos)
    {
        var type = pos + "{\"type\":\"".Length;
        if (Skips(ref pos, "{\"type\":\"user\",\"message\":"u8))
        {
            Set(Field.Type, type, "user".Length, JsonKind.String);
            pos = Message(pos);
        }
        else if (Skips(ref pos, "{\"type\":\"assistant\",\"message\":"u8))
        {
            Set(Field.Type, type, "assistant".Length, JsonKind.String);
            pos = Message(pos);
        }
        else if (Skips(ref pos, "{\"type\":\"result\",\"subtype\":\""u8))
        {
            Set(Field.Type, type, "result".Length, JsonKind.String);
            pos = ResultFields(pos);
        }
        else
        {
            pos = Members(Scope.Line, pos + 1, isFirst: true);
            return pos < 0 ? pos : Classified(pos);
        }

        // Here a value has been read, and the usual end of the line may follow.
        if (Skips(ref pos, ",\"parent_tool_use_id\":null"u8))
        {
            Set(Field.ParentToolUseId, pos - "null".Length, "null".Length, JsonKind.Null);
        }

        if (Skips(ref pos, ",\"session_id\":\""u8))
        {
            pos = StringOf(Field.SessionId, pos);
        }

        if (pos < 0)
        {
            return pos;
        }

        pos = At(pos) == '}' ? pos + 1 : Members(Scope.Line, pos, isFirst: false);
        return pos < 0 ? pos : Classified(pos);
    }

    // From the value of "subtype" on; ends after any of the values, from where the general rules can go on.
    private readonly int ResultFields(int pos)
    {
        pos = StringOf(Field.Subtype, pos);
        if (Skips(ref pos, ",\"duration_ms\":"u8))
        {
            pos = ValueOf(Field.DurationMs, pos, LineDepth);
        }

        if (Skips(ref pos, ",\"is_error\":"u8))
        {
            pos = ValueOf(Field.IsError, pos, LineDepth);
        }

        if (Skips(ref pos, ",\"num_turns\":"u8))
        {
            pos = ValueOf(Field.NumTurns, pos, LineDepth);
        }

        if (Skips(ref pos, ",\"result\":\""u8))
        {
            return StringOf(Field.Result, pos);
        }

        return Skips(ref pos, ",\"error\":\""u8) ? StringOf(Field.Error, pos) : pos;
    }

    private readonly void Set(Field field, int start, int length, JsonKind kind)
    {
        ref var slot = ref _index[field];
        slot.Start = start;
        slot.Length = length;
        slot.Shrink = 0;
        slot.Kind = kind;
        _index.Present |= 1u << (int)field;
    }

    private readonly int StringOf(Field field, int pos)
    {
        _index.Present |= 1u << (int)field;
        return String(pos, ref _index[field]);
    }

    private readonly int ValueOf(Field field, int pos, int depth)
    {
        _index.Present |= 1u << (int)field;
        return Value(pos, ref _index[field], depth);
    }

    // The type may stand anywhere and more than once, so the line is classified when it is over.
    private readonly int Classified(int end)
    {
        if (!_index.IsString(Field.Type))
        {
            return end;
        }

        ref var type = ref _index[Field.Type];
        var buffer = Text(0, end);
        if (JsonName.Equals(buffer, type, "user"u8))
        {
            _index.Kind = HasContent ? AmpFrameKind.User : AmpFrameKind.Unknown;
        }
        else if (JsonName.Equals(buffer, type, "assistant"u8))
        {
            _index.Kind = HasContent ? AmpFrameKind.Assistant : AmpFrameKind.Unknown;
        }
        else if (JsonName.Equals(buffer, type, "result"u8))
        {
            _index.Kind = AmpFrameKind.Result;
        }
        else if (JsonName.Equals(buffer, type, "system"u8))
        {
            _index.Kind = AmpFrameKind.System;
        }

        return end;
    }

    private readonly bool HasContent => _index.Has(Field.Message, JsonKind.Object) && _index.Has(Field.Content, JsonKind.Array) && !_index.HasTooManyBlocks;
}
