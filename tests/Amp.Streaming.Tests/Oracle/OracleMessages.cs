using System.Runtime.InteropServices;
using System.Text.Json;

namespace Amp.Streaming.Tests.Oracle;

/// <summary>Maps a parsed line to the message that it is.</summary>
internal static class OracleMessages
{
    public static AmpMessage Read(JsonElement line)
    {
        if (line.ValueKind is not JsonValueKind.Object)
        {
            return new UnknownMessage { Json = RawJson.CopyOfValid(JsonMarshal.GetRawUtf8Value(line)) };
        }

        var fields = new OracleFields(line);
        AmpMessage? message = fields.PeekString("type") switch
        {
            "system" => ReadSystem(fields),
            "user" => ReadUser(fields),
            "assistant" => ReadAssistant(fields),
            "result" => ReadResult(fields),
            _ => null,
        };

        return message ?? Unknown(line);
    }

    private static SystemMessage ReadSystem(OracleFields line) => new()
    {
        Absent = line.Absent("tools", AbsentFields.Tools) | line.Absent("mcp_servers", AbsentFields.McpServers),
        Subtype = line.String("subtype"),
        Cwd = line.String("cwd"),
        SessionId = line.String("session_id"),
        Tools = line.List("tools", static e => e.ValueKind is JsonValueKind.String ? OracleText.Of(e) : null) ?? [],
        McpServers = line.List("mcp_servers", ReadServer) ?? [],
        AgentMode = line.String("agent_mode"),
        ReasoningEffort = line.String("reasoning_effort"),
        AdditionalProperties = line.Rest("type"),
    };

    private static McpServerStatus? ReadServer(JsonElement element)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var fields = new OracleFields(element);
        return fields.String("name") is { } name && fields.String("status") is { } status && fields.Rest().Count == 0 ? new(name, status) : null;
    }

    private static UserMessage? ReadUser(OracleFields line) => line.Object("message") is { } message && message.List("content", OracleBlocks.Read) is { } content
        ? new()
        {
            Absent = line.Absent("parent_tool_use_id", AbsentFields.ParentToolUseId) | message.Absent("role", AbsentFields.Role),
            Content = content,
            ParentToolUseId = line.StringOrNull("parent_tool_use_id"),
            SessionId = line.String("session_id"),
            AdditionalMessageProperties = message.RestAfter("role", "user"),
            AdditionalProperties = line.Rest("type"),
        }
        : null;

    private static AssistantMessage? ReadAssistant(OracleFields line) => line.Object("message") is { } message && message.List("content", OracleBlocks.Read) is { } content
        ? new()
        {
            Absent = line.Absent("parent_tool_use_id", AbsentFields.ParentToolUseId) | message.Absent("role", AbsentFields.Role)
                | message.Absent("type", AbsentFields.MessageType) | message.Absent("stop_reason", AbsentFields.StopReason),
            Content = content,
            Id = message.String("id"),
            Model = message.String("model"),
            StopReason = message.StringOrNull("stop_reason") is { } reason ? new StopReason(reason) : null,
            Usage = message.Object("usage") is { } usage ? ReadUsage(usage) : null,
            ParentToolUseId = line.StringOrNull("parent_tool_use_id"),
            SessionId = line.String("session_id"),
            AdditionalMessageProperties = message.RestAfter("role", "assistant", "type", "message"),
            AdditionalProperties = line.Rest("type"),
        }
        : null;

    private static TokenUsage ReadUsage(OracleFields usage) => new()
    {
        InputTokens = usage.Int64("input_tokens"),
        CacheCreationInputTokens = usage.Int64("cache_creation_input_tokens"),
        CacheReadInputTokens = usage.Int64("cache_read_input_tokens"),
        OutputTokens = usage.Int64("output_tokens"),
        MaxTokens = usage.Int64("max_tokens"),
        ServiceTier = usage.String("service_tier"),
        AdditionalProperties = usage.Rest(),
    };

    private static ResultMessage ReadResult(OracleFields line) => new()
    {
        Subtype = line.String("subtype"),
        IsError = line.Boolean("is_error") ?? false,
        Absent = line.Absent("is_error", AbsentFields.IsError),
        DurationMs = line.Int64("duration_ms"),
        NumTurns = line.Int32("num_turns"),
        Result = line.String("result"),
        Error = line.String("error"),
        SessionId = line.String("session_id"),
        AdditionalProperties = line.Rest("type"),
    };

    private static UnknownMessage Unknown(JsonElement line)
    {
        var fields = new OracleFields(line);
        return new()
        {
            Type = fields.PeekString("type"),
            Subtype = fields.PeekString("subtype"),
            SessionId = fields.PeekString("session_id"),
            Json = RawJson.CopyOfValid(JsonMarshal.GetRawUtf8Value(line)),
        };
    }
}
