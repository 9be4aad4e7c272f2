using System.Buffers;

namespace Amp.Streaming;

/// <summary>Writes messages as the CLI writes them: one line of JSON each.</summary>
/// <remarks>
/// <para>
/// <b>Shape.</b> The fields come in the CLI's order, escaped as <c>JSON.stringify</c> does. A line of the CLI that was read and is
/// written again is the same, byte for byte; any other line is the same JSON: no field is lost, none is added, and
/// <c>null</c> stays apart from absent. (Fields that this package does not model come after those that it does; of a field that
/// occurs twice the last remains; bytes that were not UTF-8 stay U+FFFD.)
/// </para>
/// <para><b>Threads.</b> Safe to call from several, each with an output of its own.</para>
/// </remarks>
public static class AmpMessageWriter
{
    /// <summary>Writes a message and a line break.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="message">What.</param>
    public static void Write(IBufferWriter<byte> output, AmpMessage message)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(message);
        var line = new LineWriter(output);
        switch (message)
        {
            case SystemMessage system:
                WriteSystem(ref line, system);
                break;
            case UserMessage user:
                WriteUser(ref line, user);
                break;
            case AssistantMessage assistant:
                WriteAssistant(ref line, assistant);
                break;
            case ResultMessage result:
                WriteResult(ref line, result);
                break;
            case UnknownMessage unknown:
                line.Raw(unknown.Json);
                break;
        }

        output.Write("\n"u8);
    }

    private static void WriteSystem(ref LineWriter line, SystemMessage message)
    {
        line.Open("{"u8);
        line.String("type"u8, "system");
        line.String("subtype"u8, message.Subtype);
        line.String("cwd"u8, message.Cwd);
        line.String("session_id"u8, message.SessionId);
        if (message.Tools.Count > 0 || IsWritten(message, AbsentFields.Tools, "tools"))
        {
            line.Name("tools"u8);
            line.Open("["u8);
            foreach (var tool in message.Tools)
            {
                line.String(tool);
            }

            line.Close("]"u8);
        }

        if (message.McpServers.Count > 0 || IsWritten(message, AbsentFields.McpServers, "mcp_servers"))
        {
            line.Name("mcp_servers"u8);
            line.Open("["u8);
            foreach (var server in message.McpServers)
            {
                line.Open("{"u8);
                line.String("name"u8, server.Name);
                line.String("status"u8, server.Status);
                line.Close("}"u8);
            }

            line.Close("]"u8);
        }

        line.String("agent_mode"u8, message.AgentMode);
        line.String("reasoning_effort"u8, message.ReasoningEffort);
        line.Rest(message.AdditionalProperties);
        line.Close("}"u8);
    }

    private static void WriteUser(ref LineWriter line, UserMessage message)
    {
        line.Open("{"u8);
        line.String("type"u8, "user");
        line.Name("message"u8);
        line.Open("{"u8);
        if (IsWritten(message, AbsentFields.Role, "role", message.AdditionalMessageProperties))
        {
            line.String("role"u8, "user");
        }

        BlockWriter.Write(ref line, message.Content);
        line.Rest(message.AdditionalMessageProperties);
        line.Close("}"u8);
        WriteEnd(ref line, message, message.ParentToolUseId);
    }

    private static void WriteAssistant(ref LineWriter line, AssistantMessage message)
    {
        var rest = message.AdditionalMessageProperties;
        line.Open("{"u8);
        line.String("type"u8, "assistant");
        line.Name("message"u8);
        line.Open("{"u8);
        line.String("id"u8, message.Id);
        if (IsWritten(message, AbsentFields.MessageType, "type", rest))
        {
            line.String("type"u8, "message");
        }

        if (IsWritten(message, AbsentFields.Role, "role", rest))
        {
            line.String("role"u8, "assistant");
        }

        line.String("model"u8, message.Model);
        BlockWriter.Write(ref line, message.Content);
        line.StringOrNull("stop_reason"u8, message.StopReason?.Value, !IsWritten(message, AbsentFields.StopReason, "stop_reason", rest));
        if (message.Usage is { } usage)
        {
            WriteUsage(ref line, usage);
        }

        line.Rest(rest);
        line.Close("}"u8);
        WriteEnd(ref line, message, message.ParentToolUseId);
    }

    private static void WriteUsage(ref LineWriter line, TokenUsage usage)
    {
        line.Name("usage"u8);
        line.Open("{"u8);
        line.Number("input_tokens"u8, usage.InputTokens);
        line.Number("cache_creation_input_tokens"u8, usage.CacheCreationInputTokens);
        line.Number("cache_read_input_tokens"u8, usage.CacheReadInputTokens);
        line.Number("output_tokens"u8, usage.OutputTokens);
        line.Number("max_tokens"u8, usage.MaxTokens);
        line.String("service_tier"u8, usage.ServiceTier);
        line.Rest(usage.AdditionalProperties);
        line.Close("}"u8);
    }

    private static void WriteEnd(ref LineWriter line, AmpMessage message, string? parentToolUseId)
    {
        line.StringOrNull("parent_tool_use_id"u8, parentToolUseId, !IsWritten(message, AbsentFields.ParentToolUseId, "parent_tool_use_id"));
        line.String("session_id"u8, message.SessionId);
        line.Rest(message.AdditionalProperties);
        line.Close("}"u8);
    }

    private static void WriteResult(ref LineWriter line, ResultMessage message)
    {
        line.Open("{"u8);
        line.String("type"u8, "result");
        line.String("subtype"u8, message.Subtype);
        line.Number("duration_ms"u8, message.DurationMs);
        line.Boolean("is_error"u8, IsWritten(message, AbsentFields.IsError, "is_error") ? message.IsError : null);
        line.Number("num_turns"u8, message.NumTurns);
        line.String("result"u8, message.Result);
        line.String("error"u8, message.Error);
        line.String("session_id"u8, message.SessionId);
        line.Rest(message.AdditionalProperties);
        line.Close("}"u8);
    }

    private static bool IsWritten(AmpMessage message, AbsentFields field, string name) => IsWritten(message, field, name, message.AdditionalProperties);

    // A value of another kind than usual is among the rest, and must not be written twice.
    private static bool IsWritten(AmpMessage message, AbsentFields field, string name, IReadOnlyList<KeyValuePair<string, RawJson>> rest)
    {
        for (var i = 0; i < rest.Count; i++)
        {
            if (rest[i].Key == name)
            {
                return false;
            }
        }

        return (message.Absent & field) == 0;
    }
}
