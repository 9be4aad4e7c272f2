using System.Text.Json;
using Amp.Client.Threads;
using Amp.Streaming;

namespace Amp.Client.Usage;

/// <summary>How long the turns, the model calls and the tools of a thread took, where it says so.</summary>
internal sealed class ThreadTimes
{
    private readonly Dictionary<string, TimeSpan> _tools = new(StringComparer.Ordinal);

    public ThreadTimes(AmpThread thread)
    {
        Turns = [.. TurnsOf(thread)];
        var traces = TracesOf(thread).ToList();
        ModelCalls = [.. ModelCallsOf(thread, traces)];
        foreach (var trace in traces.Where(static trace => trace.Name == "tools"))
        {
            // Calls of one message run side by side, and are measured together.
            var calls = thread.Messages.FirstOrDefault(message => message.MessageId == trace.MessageId)?.Content.OfType<ToolUseBlock>().ToList() ?? [];
            foreach (var call in calls)
            {
                _tools[call.Id] = trace.Duration / calls.Count;
            }
        }
    }

    public IReadOnlyList<UsedTime> Turns { get; }

    public IReadOnlyList<UsedTime> ModelCalls { get; }

    public TimeSpan? OfTool(string call) => _tools.TryGetValue(call, out var duration) ? duration : null;

    private static IEnumerable<UsedTime> TurnsOf(AmpThread thread)
    {
        List<AmpThreadMessage> turn = [];
        foreach (var message in thread.Messages)
        {
            var isPrompt = message.Role == AmpThreadRole.User && message.ToolResults.Count == 0;
            if (isPrompt && turn.Exists(static earlier => earlier.Role == AmpThreadRole.Assistant))
            {
                yield return TurnOf(turn);
                turn = [];
            }

            if (isPrompt || turn.Count > 0)
            {
                turn.Add(message);
            }
        }

        if (turn.Exists(static message => message.Role == AmpThreadRole.Assistant))
        {
            yield return TurnOf(turn);
        }
    }

    // From the prompt to the last thing that has a time of its own.
    private static UsedTime TurnOf(List<AmpThreadMessage> turn)
    {
        var start = turn[0].TimestampSource is AmpTimestampSource.SentAt ? turn[0].Timestamp : null;
        var end = turn.FindLast(static message => message.Role == AmpThreadRole.Assistant && message.TimestampSource is AmpTimestampSource.Ledger or AmpTimestampSource.Usage);
        var measured = start is not null && end?.Timestamp >= start ? end.Timestamp - start : null;
        var elapsed = turn.FindLast(static message => message.TurnElapsed is not null)?.TurnElapsed;
        var when = start ?? end?.Timestamp;   // a time between others would be a guess at the day
        return measured is not null && end!.TimestampSource is AmpTimestampSource.Ledger ? new(AmpFigureSources.Ledger, measured, when) : new(AmpFigureSources.Thread, elapsed ?? measured, when);
    }

    // They stand in the order of the messages that they wrote; if some are missing, nobody knows which.
    private static IEnumerable<UsedTime> ModelCallsOf(AmpThread thread, List<Trace> traces)
    {
        var calls = traces.Where(static trace => trace.Name == "inference").ToList();
        var answers = thread.Messages.Where(static message => message.Role == AmpThreadRole.Assistant).ToList();
        return calls.Count == answers.Count ? calls.Zip(answers, static (call, answer) => new UsedTime(AmpFigureSources.Thread, call.Duration, call.Start, answer.Model)) : [];
    }

    private static IEnumerable<Trace> TracesOf(AmpThread thread)
    {
        var meta = thread.AdditionalProperties.FirstOrDefault(static field => field.Key == "meta").Value;
        foreach (var trace in (meta?.Element ?? default(JsonElement)).Items("traces"))
        {
            if (trace.Text("name") is { } name && trace.Time("startTime") is { } start && trace.Time("endTime") is { } end && end >= start)
            {
                yield return new(name, trace.Field("context")?.Number("messageId"), start, end - start);
            }
        }
    }

    private sealed record Trace(string Name, long? MessageId, DateTimeOffset Start, TimeSpan Duration);
}
