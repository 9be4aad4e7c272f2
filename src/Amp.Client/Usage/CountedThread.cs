using Amp.Streaming;

namespace Amp.Client.Usage;

/// <summary>The figures of one thread: its own, and those of its streams, which count where it says nothing.</summary>
internal sealed class CountedThread
{
    private readonly HashSet<string> _streamedCalls = new(StringComparer.Ordinal);
    private readonly List<UsedCall> _streamed = [];
    private readonly List<UsedTool> _streamedTools = [];
    private readonly List<UsedTime> _streamedTurns = [];
    private (long? Version, DateTimeOffset? Written)? _form;
    private IReadOnlyList<UsedCall> _kept = [];
    private IReadOnlyList<UsedTool> _keptTools = [];
    private IReadOnlyList<UsedTime> _keptTurns = [];

    public IReadOnlyList<UsedCall> Calls => _kept.Count > 0 ? _kept : _streamed;

    public IReadOnlyList<UsedTool> Tools => _keptTools.Count > 0 ? _keptTools : _streamedTools;

    public IReadOnlyList<UsedTime> Turns => _keptTurns.Any(static turn => turn.Duration is not null) ? _keptTurns : _streamedTurns.Count > 0 ? _streamedTurns : _keptTurns;

    public IReadOnlyList<UsedTime> ModelTimes { get; private set; } = [];

    /// <summary>Whether it has a thread of its own here, and not only a mention.</summary>
    public bool IsKept => _kept.Count > 0;

    /// <returns>Whether it counts: a newer form of the thread was not there before.</returns>
    public bool Take(AmpThread thread)
    {
        var form = (thread.Info.Version, thread.Info.LastActivity);
        if (_form is { } earlier && Comparer<(long?, DateTimeOffset?)>.Default.Compare(earlier, form) >= 0)
        {
            return false;
        }

        _form = form;
        var names = thread.Messages.SelectMany(static message => message.Content.OfType<ToolUseBlock>()).GroupBy(static call => call.Id, StringComparer.Ordinal).ToDictionary(static calls => calls.Key, static calls => calls.First().Name, StringComparer.Ordinal);
        var times = new ThreadTimes(thread);
        _kept = [.. thread.Usage.Select(entry => CallOf(entry, names))];
        _keptTools = [.. AmpTranscript.Of(thread).Entries.SelectMany(static entry => entry.ToolCalls).Select(call => ToolOf(call, times.OfTool(call.Id))).OfType<UsedTool>()];
        _keptTurns = times.Turns;
        ModelTimes = times.ModelCalls;
        return true;
    }

    public void Take(AmpTranscript stream)
    {
        var names = stream.Entries.SelectMany(static entry => entry.ToolCalls).GroupBy(static call => call.Id, StringComparer.Ordinal).ToDictionary(static calls => calls.Key, static calls => calls.First().Name, StringComparer.Ordinal);
        foreach (var entry in stream.Entries)
        {
            // CLI 0.0.1774569934 prints a very large call twice, with its usage.
            var calls = entry.Content.OfType<ToolUseBlock>().ToList();
            if (calls.Count > 0 && calls.TrueForAll(call => !_streamedCalls.Add(call.Id)))
            {
                continue;
            }

            _streamedTools.AddRange(entry.ToolCalls.Select(static call => ToolOf(call, null)).OfType<UsedTool>());
            if (entry.Role == AmpThreadRole.Assistant && entry.Usage is { } usage)
            {
                _streamed.Add(new(AmpFigureSources.Stream)
                {
                    Model = entry.Model,
                    Tool = entry.ParentToolUseId is { } parent ? names.GetValueOrDefault(parent) : null,
                    Input = usage.InputTokens,
                    Output = usage.OutputTokens,
                    CacheCreation = usage.CacheCreationInputTokens,
                    CacheRead = usage.CacheReadInputTokens,
                });
            }
        }

        _streamedTurns.AddRange(stream.Messages.OfType<ResultMessage>().Select(static result =>
            new UsedTime(AmpFigureSources.Stream, result.DurationMs is { } elapsed and >= 0 and < int.MaxValue ? TimeSpan.FromMilliseconds(elapsed) : null, Time: null)));
    }

    private static UsedCall CallOf(AmpUsageEntry entry, Dictionary<string, string> tools) => new(SourceOf(entry))
    {
        CacheSource = entry.IsCacheFromMessage ? AmpFigureSources.Thread : SourceOf(entry),
        Time = entry.Timestamp,
        Model = entry.Model,
        Tool = entry.ToolUseId is { } call ? tools.GetValueOrDefault(call) : null,
        SubagentThread = entry.SubagentThreadId?.Value,
        Input = entry.InputTokens,
        Output = entry.OutputTokens,
        CacheCreation = entry.CacheCreationInputTokens,
        CacheRead = entry.CacheReadInputTokens,
        Credits = entry.Credits,
    };

    private static AmpFigureSources SourceOf(AmpUsageEntry entry) => entry.Source is AmpUsageSource.Ledger ? AmpFigureSources.Ledger : AmpFigureSources.Thread;

    private static UsedTool? ToolOf(AmpTranscriptToolCall call, TimeSpan? duration) => call.Input is null || call.Name is null ? null : new(call.Name, call.IsError, duration);
}
