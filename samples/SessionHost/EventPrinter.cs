using System.Collections.Concurrent;
using Amp.Client;
using Amp.Streaming.Events;

namespace SessionHost;

/// <summary>Prints what happens in a session, one line an event.</summary>
internal sealed class EventPrinter(bool asJson)
{
    // Each session has one of its own, because it remembers the open tool calls.
    private readonly ConcurrentDictionary<AmpSessionId, AmpEventProjector> _projectors = [];

    public void Print(AmpSessionEvent happened)
    {
        if (asJson)
        {
            Console.WriteLine(happened.ToJson());
            return;
        }

        foreach (var text in Describe(happened))
        {
            Console.WriteLine($"[{happened.SessionId} #{happened.SequenceNumber}] {text}");
        }
    }

    private IEnumerable<string> Describe(AmpSessionEvent happened) => happened switch
    {
        AmpPromptQueuedEvent queued => [$"> {queued.Prompt}"],
        AmpTurnStartedEvent { Thread: null } => ["begins a thread"],
        AmpTurnStartedEvent started => [$"goes on with {started.Thread}"],
        AmpTurnMessageEvent said => Project(said).Select(Describe).OfType<string>(),
        AmpTurnEndedEvent { Outcome: not AmpTurnOutcome.Completed } ended => [$"{ended.Outcome}: {ended.Error}"],
        AmpSessionResyncEvent resync => [$"events up to {resync.ResumeAfter} are no longer kept"],
        _ => [],
    };

    private List<AmpEvent> Project(AmpTurnMessageEvent said)
    {
        List<AmpEvent> events = [];
        _projectors.GetOrAdd(said.SessionId, static _ => new()).Project(said.Message, events);
        return events;
    }

    private static string? Describe(AmpEvent happened) => happened switch
    {
        AssistantMessageEvent said => said.Text,
        ToolFinishEvent tool => $"{tool.ToolName}: {tool.Outcome}",
        _ => null,
    };
}
