using System.Text.Json;
using Amp.Streaming;

namespace InspectStream;

/// <summary>Counts what is in a stream.</summary>
internal sealed class StreamReport
{
    // A file that is not JSON at all would otherwise be listed line by line.
    private const int MaxListed = 1000;

    private readonly SortedDictionary<string, int> _messages = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _blocks = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _tools = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _unknown = new(StringComparer.Ordinal);
    private readonly List<MalformedLine> _malformed = [];
    private int _malformedCount;
    private long _textLength;
    private ResultMessage? _result;

    public void Add(AmpStreamItem item)
    {
        if (item.Malformed is { } malformed)
        {
            _malformedCount++;
            if (_malformed.Count < MaxListed)
            {
                _malformed.Add(malformed);
            }
        }

        switch (item.Message)
        {
            case SystemMessage:
                Count(_messages, "system");
                break;
            case UserMessage user:
                Count(_messages, "user");
                Add(user.Content);
                break;
            case AssistantMessage assistant:
                Count(_messages, "assistant");
                Add(assistant.Content);
                break;
            case ResultMessage result:
                Count(_messages, "result");
                _result = result;
                break;
            case UnknownMessage unknown:
                Count(_messages, "unknown");
                Count(_unknown, unknown.Type is null ? "(no type)" : unknown.Subtype is null ? unknown.Type : $"{unknown.Type}/{unknown.Subtype}");
                break;
        }
    }

    private void Add(IReadOnlyList<ContentBlock> blocks)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case TextBlock text:
                    Count(_blocks, "text");
                    _textLength += text.Text.Length;
                    break;
                case ThinkingBlock:
                    Count(_blocks, "thinking");
                    break;
                case RedactedThinkingBlock:
                    Count(_blocks, "redacted_thinking");
                    break;
                case ToolUseBlock use:
                    Count(_blocks, "tool_use");
                    Count(_tools, use.Name);
                    break;
                case ToolResultBlock:
                    Count(_blocks, "tool_result");
                    break;
                case ImageBlock:
                    Count(_blocks, "image");
                    break;
                case UnknownBlock unknown:
                    Count(_blocks, "unknown");
                    Count(_unknown, $"block {unknown.Type ?? "(no type)"}");
                    break;
            }
        }
    }

    public void WriteTo(Stream output, long lines, long bytes)
    {
        using (var json = new Utf8JsonWriter(output, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("lines", lines);
            json.WriteNumber("bytes", bytes);
            Write(json, "messages", _messages);
            Write(json, "blocks", _blocks);
            Write(json, "tools", _tools);
            Write(json, "unknown", _unknown);
            json.WriteNumber("malformed_count", _malformedCount);
            json.WriteStartArray("malformed");
            foreach (var line in _malformed)
            {
                json.WriteStartObject();
                json.WriteNumber("line", line.LineNumber);
                json.WriteNumber("byte_offset", line.ByteOffset);
                json.WriteNumber("length", line.Length);
                json.WriteString("reason", line.Reason.ToString());
                json.WriteNumber("recovered_messages", line.RecoveredMessages);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("text_length", _textLength);
            WriteResult(json);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private void WriteResult(Utf8JsonWriter json)
    {
        if (_result is null)
        {
            json.WriteNull("result");
            return;
        }

        json.WriteStartObject("result");
        json.WriteString("subtype", _result.Subtype);
        json.WriteBoolean("is_error", _result.IsError);
        json.WriteString("error", _result.Error);
        json.WriteString("session_id", _result.SessionId);
        if (_result.DurationMs is { } duration)
        {
            json.WriteNumber("duration_ms", duration);
        }

        if (_result.NumTurns is { } turns)
        {
            json.WriteNumber("num_turns", turns);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, SortedDictionary<string, int> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts)
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }

    private static void Count(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
