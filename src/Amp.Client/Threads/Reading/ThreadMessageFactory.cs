using System.Text.Json;
using Amp.Streaming;

namespace Amp.Client.Threads;

/// <summary>Makes messages of the parts of a thread's file.</summary>
/// <remarks>Not thread-safe. It must be given all messages of the thread, in order, so that results find their calls and charges their messages.</remarks>
internal sealed class ThreadMessageFactory(IReadOnlyList<MessageTime> times, Charges charges)
{
    private const int MaxBlocks = 1 << 16;
    private const string Interrupted = "Request interrupted by user";

    private readonly ToolNames _names = new();

    /// <summary>Makes the next message.</summary>
    public AmpThreadMessage Create(ThreadPart part)
    {
        if (part.IsCut)
        {
            return Unread(part, AmpThreadProblemKind.TooLarge, "is larger than what is read of one");
        }

        try
        {
            using var json = JsonDocument.Parse(part.Json, ThreadJson.DocumentOptions);
            return json.RootElement.ValueKind is JsonValueKind.Object
                ? Create(part, json.RootElement)
                : Unread(part, AmpThreadProblemKind.Corrupt, "is not an object");
        }
        catch (Exception e) when (ThreadJson.IsInvalid(e))
        {
            return Unread(part, AmpThreadProblemKind.Corrupt, "is not valid");
        }
    }

    private AmpThreadMessage Create(ThreadPart part, JsonElement json)
    {
        var (content, results, summaries) = ReadContent(json);
        var state = json.Field("state");
        var usage = json.Field("usage") ?? default;
        var time = TimeAt(part.Index);
        var message = new AmpThreadMessage
        {
            Index = part.Index,
            MessageId = json.Number("messageId"),
            Role = new(json.Text("role") ?? ""),
            Content = content,
            ToolResults = results,
            Summaries = summaries,
            State = state?.Text("type") is { } word ? new(word) : null,
            StopReason = state?.Text("stopReason") is { } reason ? new(reason) : null,
            Timestamp = time.Time,
            TimestampSource = time.Source,
            AgentMode = json.Text("agentMode"),
            Model = usage.Text("model"),
            Usage = UsageOf(usage),
            TurnElapsed = json.Number("turnElapsedMs") is { } elapsed and >= 0 and < int.MaxValue ? TimeSpan.FromMilliseconds(elapsed) : null,
            VisibleFiles = json.Field("userState")?.Texts("currentlyVisibleFiles") ?? [],
            AdditionalProperties = RestOf(json),
        };
        var isCancelled = message.State == AmpThreadMessageState.Cancelled;
        message = message with
        {
            IsInterrupted = isCancelled || json.Field("interrupted")?.ValueKind is JsonValueKind.True,
            Error = isCancelled ? Interrupted : state?.Field("error") is { } error ? error.Text("message") ?? ThreadJson.TextOrCompact(error) : null,
        };
        return message with { Charges = charges.Of(message, usage.Amount("credits"), usage.Amount("creditsSinceLastUserMessage")) };
    }

    private (IReadOnlyList<ContentBlock>, IReadOnlyList<AmpThreadToolResult>, IReadOnlyList<AmpThreadSummary>) ReadContent(JsonElement json)
    {
        if (json.Field("content") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > MaxBlocks)
        {
            return (json.Text("content") is { } text ? [new TextBlock(text)] : [], [], []);
        }

        var blocks = new List<ContentBlock>(list.GetArrayLength());
        List<AmpThreadToolResult>? results = null;
        List<AmpThreadSummary>? summaries = null;
        foreach (var item in list.EnumerateArray())
        {
            var block = ThreadBlocks.Create(item, _names, out var result);
            blocks.Add(block);
            if (block is ToolUseBlock call)
            {
                _names.Add(call.Id, call.Name);
            }

            if (result is not null)
            {
                (results ??= []).Add(result);
            }

            if (ThreadBlocks.Summary(item) is { } summary)
            {
                (summaries ??= []).Add(summary);
            }
        }

        return (blocks, results ?? (IReadOnlyList<AmpThreadToolResult>)[], summaries ?? (IReadOnlyList<AmpThreadSummary>)[]);
    }

    private static TokenUsage? UsageOf(JsonElement usage) => usage.ValueKind is not JsonValueKind.Object ? null : new()
    {
        InputTokens = usage.Number("inputTokens"),
        CacheCreationInputTokens = usage.Number("cacheCreationInputTokens"),
        CacheReadInputTokens = usage.Number("cacheReadInputTokens"),
        OutputTokens = usage.Number("outputTokens"),
        MaxTokens = usage.Number("maxInputTokens"),
        AdditionalProperties = usage.Rest("model", "maxInputTokens", "inputTokens", "outputTokens", "cacheCreationInputTokens", "cacheReadInputTokens"),
    };

    // What was read is left out; of a field that was read in part, or that is of another kind than expected, the whole is kept.
    private static IReadOnlyList<KeyValuePair<string, RawJson>> RestOf(JsonElement json)
    {
        var rest = json.Rest("role", "messageId", "content", "state", "usage", "agentMode", "userState", "turnElapsedMs", "interrupted", "meta");
        List<KeyValuePair<string, RawJson>>? kept = null;
        Keep("content", JsonValueKind.Array);
        Keep("role", JsonValueKind.String);
        Keep("state", JsonValueKind.Object, "type", "stopReason", "error");
        Keep("usage", JsonValueKind.Object);
        Keep("userState", JsonValueKind.Object, "currentlyVisibleFiles");
        Keep("meta", JsonValueKind.Object, "sentAt");
        return kept is null ? rest : [.. rest, .. kept];

        void Keep(string name, JsonValueKind kind, params ReadOnlySpan<string> read)
        {
            if (json.Field(name) is { } value && (value.ValueKind != kind || (read.Length > 0 && value.Rest(read).Count > 0)))
            {
                (kept ??= []).Add(new(name, ThreadJson.Raw(value)));
            }
        }
    }

    private AmpThreadMessage Unread(ThreadPart part, AmpThreadProblemKind kind, string why)
    {
        var time = TimeAt(part.Index);
        return new()
        {
            Index = part.Index,
            Role = new(""),
            Timestamp = time.Time,
            TimestampSource = time.Source,
            Problem = new(kind, $"Message {part.Index}, at byte {part.Offset}, {why}."),
        };
    }

    // The file may have grown since its times were read.
    private MessageTime TimeAt(int index) => index < times.Count ? times[index] : default;
}
