using System.Diagnostics;
using Amp.Streaming;

namespace Amp.Client.Diagnostics;

/// <summary>The spans of a run's tool calls: each from the call to its answer, as they arrive here.</summary>
internal sealed class ToolSpans(ActivityContext run)
{
    private readonly Dictionary<string, Activity> _open = [];
    private readonly Lock _lock = new();
    private bool _isClosed;

    public void Saw(AmpMessage message)
    {
        switch (message)
        {
            case AssistantMessage assistant:
                foreach (var block in assistant.Content)
                {
                    if (block is ToolUseBlock call)
                    {
                        Open(call, assistant.ParentToolUseId);
                    }
                }

                break;
            case UserMessage user:
                foreach (var block in user.Content)
                {
                    if (block is ToolResultBlock answer)
                    {
                        Close(answer);
                    }
                }

                break;
        }
    }

    public void CloseAll()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (var span in _open.Values)
            {
                Stop(span, TelemetryTags.Unanswered);
            }

            _open.Clear();
        }
    }

    private void Open(ToolUseBlock call, string? parentCall)
    {
        lock (_lock)
        {
            if (_isClosed || _open.ContainsKey(call.Id))
            {
                return;
            }

            // What a sub-agent calls belongs to the call that started the sub-agent.
            var parent = parentCall is not null && _open.TryGetValue(parentCall, out var outer) ? outer.Context : run;
            var caller = Activity.Current;
            var span = Instruments.Source.StartActivity(
                $"{AmpTelemetry.ToolActivityPrefix} {call.Name}",
                ActivityKind.Internal,
                parent,
                [TelemetryTags.ExecutesTool, TelemetryTags.Provider, new(TelemetryTags.ToolName, call.Name), new(TelemetryTags.ToolCallId, call.Id)]);
            if (span is not null)
            {
                Activity.Current = caller;
                _open.Add(call.Id, span);
            }
        }
    }

    private void Close(ToolResultBlock answer)
    {
        lock (_lock)
        {
            if (_open.Remove(answer.ToolUseId, out var span))
            {
                Stop(span, answer.IsError is true ? TelemetryTags.ToolError : null);
            }
        }
    }

    private static void Stop(Activity span, string? error)
    {
        if (error is not null)
        {
            span.SetTag(TelemetryTags.ErrorType, error).SetStatus(ActivityStatusCode.Error);
        }

        var caller = Activity.Current;
        span.Stop();
        Activity.Current = caller;
    }
}
