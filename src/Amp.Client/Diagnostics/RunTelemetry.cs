using System.Diagnostics;
using Amp.Streaming;

namespace Amp.Client.Diagnostics;

/// <summary>The span and the measurements of one run. Costs one small object when nobody listens.</summary>
/// <remarks>
/// May be called from any thread. <see cref="Activity.Current"/> is left as the caller has it: a run that is held in the hand must not
/// become the parent of what the caller does next.
/// </remarks>
internal sealed class RunTelemetry
{
    private readonly Activity? _span;
    private readonly ToolSpans? _tools;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly bool _isCounted;
    private bool _isThreadKnown;
    private int _hasEnded;

    private RunTelemetry() => (_clock, _hasEnded) = (TimeProvider.System, 1);

    private RunTelemetry(Activity? span, AmpThreadId? thread, TimeProvider clock)
    {
        (_span, _clock, _started) = (span, clock, clock.GetTimestamp());
        if (span is { IsAllDataRequested: true })
        {
            _tools = new(span.Context);
        }

        SetThread(thread?.Value);
        _isCounted = Instruments.Active.Enabled;
        Count(1);
    }

    /// <summary>Says nothing.</summary>
    public static RunTelemetry None { get; } = new();

    public static RunTelemetry Begin(AmpThreadId? thread, TimeProvider clock)
    {
        var caller = Activity.Current;
        var span = Instruments.Source.HasListeners()
            ? Instruments.Source.StartActivity(AmpTelemetry.RunActivityName, ActivityKind.Client, parentContext: default, TelemetryTags.OfRun)
            : null;
        if (span is not null)
        {
            Activity.Current = caller;
        }

        return new(span, thread, clock);
    }

    /// <summary>Tells the CLI, by its environment, which span it works for.</summary>
    public void HandOver(Dictionary<string, string> environment, AmpClientOptions client, AmpRunOptions run) =>
        TraceContext.Set(environment, _span ?? Activity.Current, client.EnvironmentVariables.Keys.Concat(run.EnvironmentVariables.Keys));

    public void Started(int processId) => _span?.SetTag(TelemetryTags.ProcessId, processId);

    public void Saw(AmpMessage message)
    {
        if (_tools is not null)
        {
            SetThread(message.SessionId);
            _tools.Saw(message);
        }
    }

    public static void Saw(MalformedLine line)
    {
        if (Instruments.MalformedLines.Enabled)
        {
            Instruments.MalformedLines.Add(1, TelemetryTags.Provider, new(TelemetryTags.MalformedReason, line.Reason.ToString()));
        }
    }

    public void End(AmpResult result)
    {
        if (HasEndedBefore())
        {
            return;
        }

        if (result.Usage is { } usage)
        {
            AddUsage(usage);
        }

        _span?.SetTag(TelemetryTags.ExitCode, result.ExitCode).SetTag(TelemetryTags.ResponseModel, result.Model);
        Close(result.ErrorKind?.ToString());
    }

    public void End(Exception failure)
    {
        if (!HasEndedBefore())
        {
            Close(failure.GetType().FullName);
        }
    }

    /// <summary>The run was disposed. When it had not ended, that is how it did.</summary>
    public void Abandon()
    {
        if (!HasEndedBefore())
        {
            Close(nameof(AmpErrorKind.Cancelled));
        }
    }

    private bool HasEndedBefore() => Interlocked.Exchange(ref _hasEnded, 1) != 0;

    // No text of the failure: it may hold what a model or a tool wrote.
    private void Close(string? error)
    {
        Count(-1);
        if (Instruments.Duration.Enabled)
        {
            TagList tags = [TelemetryTags.InvokesAgent, TelemetryTags.Provider];
            if (error is not null)
            {
                tags.Add(TelemetryTags.ErrorType, error);
            }

            Instruments.Duration.Record(_clock.GetElapsedTime(_started).TotalSeconds, tags);
        }

        var caller = Activity.Current;
        _tools?.CloseAll();
        if (_span is not null)
        {
            if (error is not null)
            {
                _span.SetTag(TelemetryTags.ErrorType, error).SetStatus(ActivityStatusCode.Error);
            }

            _span.Stop();
            Activity.Current = caller;
        }
    }

    private void AddUsage(TokenUsage usage)
    {
        // The conventions count what came from a cache as input; the CLI counts it beside.
        var input = usage.InputTokens is null ? null : usage.InputTokens + (usage.CacheReadInputTokens ?? 0) + (usage.CacheCreationInputTokens ?? 0);
        _span?.SetTag(TelemetryTags.InputTokens, input)
            .SetTag(TelemetryTags.CacheReadTokens, usage.CacheReadInputTokens)
            .SetTag(TelemetryTags.CacheCreationTokens, usage.CacheCreationInputTokens)
            .SetTag(TelemetryTags.OutputTokens, usage.OutputTokens);

        Record(input, TelemetryTags.InputType);
        Record(usage.OutputTokens, TelemetryTags.OutputType);
    }

    private static void Record(long? tokens, KeyValuePair<string, object?> type)
    {
        if (tokens is { } count && Instruments.Tokens.Enabled)
        {
            Instruments.Tokens.Record(count, TelemetryTags.InvokesAgent, TelemetryTags.Provider, type);
        }
    }

    // Whoever begins to listen in the middle must not see fewer than no runs.
    private void Count(int change)
    {
        if (_isCounted)
        {
            Instruments.Active.Add(change, TelemetryTags.Provider);
        }
    }

    private void SetThread(string? thread)
    {
        if (!_isThreadKnown && _span is not null && thread is not null)
        {
            _isThreadKnown = true;
            _span.SetTag(TelemetryTags.ConversationId, thread);
        }
    }
}
