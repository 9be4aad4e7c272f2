using System.Runtime.InteropServices;
using System.Text.Json;

namespace Amp.Streaming;

/// <summary>Maps a parsed line to the message that it is.</summary>
internal static class JsonMessages
{
    public static AmpMessage Read(JsonElement line)
    {
        var fields = new JsonFields(line);
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

    private static SystemMessage ReadSystem(JsonFields line) => new()
    {
        Subtype = line.String("subtype"),
        Cwd = line.String("cwd"),
        SessionId = line.String("session_id"),
        Tools = line.List("tools", static e => e.ValueKind is JsonValueKind.String ? JsonText.Of(e) : null) ?? [],
        McpServers = line.List("mcp_servers", ReadServer) ?? [],
        AgentMode = line.String("agent_mode"),
        ReasoningEffort = line.String("reasoning_effort"),
        AdditionalProperties = line.Rest("type"),
    };

    private static McpServerStatus? ReadServer(JsonElement element)
    {
        var fields = new JsonFields(element);
        return fields.String("name") is { } name && fields.String("status") is { } status && fields.Rest().Count == 0 ? new(name, status) : null;
    }

    private static UserMessage? ReadUser(JsonFields line) => line.Object("message") is { } message && message.List("content", JsonBlocks.Read) is { } content
        ? new()
        {
            Content = content,
            ParentToolUseId = line.String("parent_tool_use_id"),
            SessionId = line.String("session_id"),
            AdditionalMessageProperties = message.Rest("role"),
            AdditionalProperties = line.Rest("type"),
        }
        : null;

    private static AssistantMessage? ReadAssistant(JsonFields line) => line.Object("message") is { } message && message.List("content", JsonBlocks.Read) is { } content
        ? new()
        {
            Content = content,
            Id = message.String("id"),
            Model = message.String("model"),
            StopReason = message.String("stop_reason") is { } reason ? new StopReason(reason) : null,
            Usage = message.Object("usage") is { } usage ? ReadUsage(usage) : null,
            ParentToolUseId = line.String("parent_tool_use_id"),
            SessionId = line.String("session_id"),
            AdditionalMessageProperties = message.Rest("type", "role"),
            AdditionalProperties = line.Rest("type"),
        }
        : null;

    private static TokenUsage ReadUsage(JsonFields usage) => new()
    {
        InputTokens = usage.Int64("input_tokens"),
        CacheCreationInputTokens = usage.Int64("cache_creation_input_tokens"),
        CacheReadInputTokens = usage.Int64("cache_read_input_tokens"),
        OutputTokens = usage.Int64("output_tokens"),
        MaxTokens = usage.Int64("max_tokens"),
        ServiceTier = usage.String("service_tier"),
        AdditionalProperties = usage.Rest(),
    };

    private static ResultMessage ReadResult(JsonFields line) => new()
    {
        Subtype = line.String("subtype"),
        IsError = line.Boolean("is_error") ?? false,
        DurationMs = line.Int64("duration_ms"),
        NumTurns = (int?)line.Int64("num_turns"),
        Result = line.String("result"),
        Error = line.String("error"),
        SessionId = line.String("session_id"),
        AdditionalProperties = line.Rest("type"),
    };

    private static UnknownMessage Unknown(JsonElement line)
    {
        var fields = new JsonFields(line);
        return new()
        {
            Type = fields.PeekString("type"),
            Subtype = fields.PeekString("subtype"),
            SessionId = fields.PeekString("session_id"),
            Json = RawJson.CopyOfValid(JsonMarshal.GetRawUtf8Value(line)),
        };
    }
}
