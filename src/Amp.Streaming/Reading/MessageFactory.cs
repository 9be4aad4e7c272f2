
namespace Amp.Streaming;

/// <summary>Makes messages of what a scan found.</summary>
/// <remarks>Belongs to one reader: short strings that come again and again are made once.</remarks>
internal sealed class MessageFactory
{
    private readonly StringCache _cache = new();
    private readonly BlockFactory _blocks;

    public MessageFactory() => _blocks = new(_cache);

    public AmpMessage Create(ReadOnlySpan<byte> buffer, LineIndex index)
    {
        var fields = new FieldTaker(buffer, index, _cache);
        return index.Kind switch
        {
            AmpFrameKind.User => User(ref fields, buffer, index),
            AmpFrameKind.Assistant => Assistant(ref fields, buffer, index),
            AmpFrameKind.Result => Result(ref fields),
            AmpFrameKind.System => System(ref fields, buffer, index),
            _ => new UnknownMessage
            {
                Type = fields.Text(Field.Type),
                Subtype = fields.Text(Field.Subtype),
                SessionId = fields.Word(Field.SessionId),
                Json = RawJson.CopyOfValid(index.Raw.In(buffer)),
            },
        };
    }

    public ContentBlock CreateBlock(ReadOnlySpan<byte> buffer, ref BlockIndex block) => _blocks.Create(buffer, ref block);

    private UserMessage User(ref FieldTaker fields, ReadOnlySpan<byte> buffer, LineIndex index)
    {
        fields.Take(Field.Type);
        fields.Take(Field.Message);
        fields.Take(Field.Content);
        fields.TakeWord(Field.Role, "user"u8);
        var parent = fields.WordOrNull(Field.ParentToolUseId);
        var session = fields.Word(Field.SessionId);
        return new()
        {
            Content = Blocks(buffer, index),
            ParentToolUseId = parent,
            SessionId = session,
            AdditionalMessageProperties = fields.Rest(Scope.Message),
            AdditionalProperties = fields.Rest(Scope.Line),
            Absent = fields.Absent(Field.ParentToolUseId, AbsentFields.ParentToolUseId) | fields.Absent(Field.Role, AbsentFields.Role),
        };
    }

    private AssistantMessage Assistant(ref FieldTaker fields, ReadOnlySpan<byte> buffer, LineIndex index)
    {
        fields.Take(Field.Type);
        fields.Take(Field.Message);
        fields.Take(Field.Content);
        fields.TakeWord(Field.Role, "assistant"u8);
        fields.TakeWord(Field.MessageType, "message"u8);
        var parent = fields.WordOrNull(Field.ParentToolUseId);
        var session = fields.Word(Field.SessionId);
        var stopReason = fields.WordOrNull(Field.StopReason);
        var (id, model) = (fields.Text(Field.MessageId), fields.Word(Field.Model));
        return new()
        {
            Content = Blocks(buffer, index),
            Id = id,
            Model = model,
            StopReason = stopReason is null ? null : new StopReason(stopReason),
            Usage = Usage(ref fields, index),
            ParentToolUseId = parent,
            SessionId = session,
            AdditionalMessageProperties = fields.Rest(Scope.Message),
            AdditionalProperties = fields.Rest(Scope.Line),
            Absent = fields.Absent(Field.ParentToolUseId, AbsentFields.ParentToolUseId) | fields.Absent(Field.StopReason, AbsentFields.StopReason)
                | fields.Absent(Field.Role, AbsentFields.Role) | fields.Absent(Field.MessageType, AbsentFields.MessageType),
        };
    }

    private static TokenUsage? Usage(ref FieldTaker fields, LineIndex index)
    {
        if (!index.Has(Field.Usage, JsonKind.Object))
        {
            return null;
        }

        fields.Take(Field.Usage);
        var (input, creation, read) = (fields.Int64(Field.InputTokens), fields.Int64(Field.CacheCreationInputTokens), fields.Int64(Field.CacheReadInputTokens));
        var (output, max, tier) = (fields.Int64(Field.OutputTokens), fields.Int64(Field.MaxTokens), fields.Word(Field.ServiceTier));
        return new()
        {
            InputTokens = input,
            CacheCreationInputTokens = creation,
            CacheReadInputTokens = read,
            OutputTokens = output,
            MaxTokens = max,
            ServiceTier = tier,
            AdditionalProperties = fields.Rest(Scope.Usage),
        };
    }

    private static ResultMessage Result(ref FieldTaker fields)
    {
        fields.Take(Field.Type);
        var isError = fields.Boolean(Field.IsError);
        var (subtype, session) = (fields.Word(Field.Subtype), fields.Word(Field.SessionId));
        var (duration, turns) = (fields.Int64(Field.DurationMs), fields.Int32(Field.NumTurns));
        var (result, error) = (fields.Text(Field.Result), fields.Text(Field.Error));
        return new()
        {
            Subtype = subtype,
            IsError = isError ?? false,
            DurationMs = duration,
            NumTurns = turns,
            Result = result,
            Error = error,
            SessionId = session,
            AdditionalProperties = fields.Rest(Scope.Line),
            Absent = fields.Absent(Field.IsError, AbsentFields.IsError),
        };
    }

    private static SystemMessage System(ref FieldTaker fields, ReadOnlySpan<byte> buffer, LineIndex index)
    {
        fields.Take(Field.Type);
        var tools = index.Has(Field.Tools, JsonKind.Array) ? JsonParts.Strings(index[Field.Tools].In(buffer)) : null;
        var servers = index.Has(Field.McpServers, JsonKind.Array) ? JsonParts.Servers(index[Field.McpServers].In(buffer)) : null;
        fields.TakeIf(Field.Tools, tools is not null);
        fields.TakeIf(Field.McpServers, servers is not null);
        var (subtype, cwd, session) = (fields.Word(Field.Subtype), fields.Word(Field.Cwd), fields.Word(Field.SessionId));
        var (mode, effort) = (fields.Word(Field.AgentMode), fields.Word(Field.ReasoningEffort));
        return new()
        {
            Subtype = subtype,
            Cwd = cwd,
            SessionId = session,
            Tools = tools ?? [],
            McpServers = servers ?? [],
            AgentMode = mode,
            ReasoningEffort = effort,
            AdditionalProperties = fields.Rest(Scope.Line),
            Absent = fields.Absent(Field.Tools, AbsentFields.Tools) | fields.Absent(Field.McpServers, AbsentFields.McpServers),
        };
    }

    private ContentBlock[] Blocks(ReadOnlySpan<byte> buffer, LineIndex index)
    {
        if (index.BlockCount == 0)
        {
            return [];
        }

        var blocks = new ContentBlock[index.BlockCount];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = _blocks.Create(buffer, ref index.Block(i));
        }

        return blocks;
    }
}
