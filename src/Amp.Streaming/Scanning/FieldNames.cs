using System.Text;

namespace Amp.Streaming;

/// <summary>Finds the place of a field by its name.</summary>
internal static class FieldNames
{
    /// <summary>The longest name that has a place, in bytes.</summary>
    public const int MaxLength = 27;

    /// <summary>Finds a field of a line, of its message, or of the message's usage; <see cref="Field.Unknown"/> when it has no place.</summary>
    public static Field Find(Scope scope, ReadOnlySpan<byte> name) => scope switch
    {
        Scope.Line => InLine(name),
        Scope.Message => InMessage(name),
        _ => InUsage(name),
    };

    /// <summary>Finds a field of a content block; <see cref="BlockField.Unknown"/> when it has no place.</summary>
    public static BlockField FindInBlock(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => BlockField.Id,
        4 when name.SequenceEqual("type"u8) => BlockField.Type,
        4 when name.SequenceEqual("text"u8) => BlockField.Text,
        4 when name.SequenceEqual("name"u8) => BlockField.Name,
        4 when name.SequenceEqual("data"u8) => BlockField.Data,
        5 when name.SequenceEqual("input"u8) => BlockField.Input,
        6 when name.SequenceEqual("source"u8) => BlockField.Source,
        7 when name.SequenceEqual("content"u8) => BlockField.Content,
        8 when name.SequenceEqual("thinking"u8) => BlockField.Thinking,
        8 when name.SequenceEqual("is_error"u8) => BlockField.IsError,
        9 when name.SequenceEqual("signature"u8) => BlockField.Signature,
        11 when name.SequenceEqual("tool_use_id"u8) => BlockField.ToolUseId,
        _ => BlockField.Unknown,
    };

    public static Field Find(Scope scope, string name) => name.Length <= MaxLength ? Find(scope, Encoding.UTF8.GetBytes(name)) : Field.Unknown;

    public static BlockField FindInBlock(string name) => name.Length <= MaxLength ? FindInBlock(Encoding.UTF8.GetBytes(name)) : BlockField.Unknown;

    private static Field InLine(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("cwd"u8) => Field.Cwd,
        4 when name.SequenceEqual("type"u8) => Field.Type,
        5 when name.SequenceEqual("tools"u8) => Field.Tools,
        5 when name.SequenceEqual("error"u8) => Field.Error,
        6 when name.SequenceEqual("result"u8) => Field.Result,
        7 when name.SequenceEqual("message"u8) => Field.Message,
        7 when name.SequenceEqual("subtype"u8) => Field.Subtype,
        8 when name.SequenceEqual("is_error"u8) => Field.IsError,
        9 when name.SequenceEqual("num_turns"u8) => Field.NumTurns,
        10 when name.SequenceEqual("session_id"u8) => Field.SessionId,
        10 when name.SequenceEqual("agent_mode"u8) => Field.AgentMode,
        11 when name.SequenceEqual("mcp_servers"u8) => Field.McpServers,
        11 when name.SequenceEqual("duration_ms"u8) => Field.DurationMs,
        16 when name.SequenceEqual("reasoning_effort"u8) => Field.ReasoningEffort,
        18 when name.SequenceEqual("parent_tool_use_id"u8) => Field.ParentToolUseId,
        _ => Field.Unknown,
    };

    private static Field InMessage(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => Field.MessageId,
        4 when name.SequenceEqual("type"u8) => Field.MessageType,
        4 when name.SequenceEqual("role"u8) => Field.Role,
        5 when name.SequenceEqual("usage"u8) => Field.Usage,
        5 when name.SequenceEqual("model"u8) => Field.Model,
        7 when name.SequenceEqual("content"u8) => Field.Content,
        11 when name.SequenceEqual("stop_reason"u8) => Field.StopReason,
        _ => Field.Unknown,
    };

    private static Field InUsage(ReadOnlySpan<byte> name) => name.Length switch
    {
        10 when name.SequenceEqual("max_tokens"u8) => Field.MaxTokens,
        12 when name.SequenceEqual("input_tokens"u8) => Field.InputTokens,
        12 when name.SequenceEqual("service_tier"u8) => Field.ServiceTier,
        13 when name.SequenceEqual("output_tokens"u8) => Field.OutputTokens,
        23 when name.SequenceEqual("cache_read_input_tokens"u8) => Field.CacheReadInputTokens,
        27 when name.SequenceEqual("cache_creation_input_tokens"u8) => Field.CacheCreationInputTokens,
        _ => Field.Unknown,
    };
}
