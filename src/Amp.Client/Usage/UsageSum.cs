namespace Amp.Client.Usage;

/// <summary>Adds up a row.</summary>
internal sealed class UsageSum
{
    private readonly Tally _input = new();
    private readonly Tally _output = new();
    private readonly Tally _cacheCreation = new();
    private readonly Tally _cacheRead = new();
    private readonly Tally _credits = new();
    private readonly Tally _duration = new();
    private int _modelCalls;
    private int _toolCalls;
    private int _failedToolCalls;

    public decimal Credits => _credits.Sum;

    public decimal Tokens => _input.Sum + _output.Sum;

    public int ToolCalls => _toolCalls;

    public void Add(UsedCall call)
    {
        _modelCalls++;
        _input.Add(call.Input, call.Source);
        _output.Add(call.Output, call.Source);
        _cacheCreation.Add(call.CacheCreation, call.CacheSource);
        _cacheRead.Add(call.CacheRead, call.CacheSource);
        _credits.Add(call.Credits, call.Source);
    }

    public void Add(UsedTime time) => _duration.Add(time.Duration?.Ticks, time.Source);

    /// <param name="tool">The call.</param>
    /// <param name="withTime">Whether the row's time is that of tools.</param>
    public void Add(UsedTool tool, bool withTime)
    {
        _toolCalls++;
        _failedToolCalls += tool.IsFailed ? 1 : 0;
        if (withTime)
        {
            _duration.Add(tool.Duration?.Ticks, AmpFigureSources.Thread);
        }
    }

    public AmpUsageRow ToRow(string key) => new(key)
    {
        ModelCalls = _modelCalls,
        ToolCalls = _toolCalls,
        FailedToolCalls = _failedToolCalls,
        InputTokens = _input.Figure(static sum => (long)sum),
        OutputTokens = _output.Figure(static sum => (long)sum),
        CacheCreationInputTokens = _cacheCreation.Figure(static sum => (long)sum),
        CacheReadInputTokens = _cacheRead.Figure(static sum => (long)sum),
        Credits = _credits.Figure(static sum => sum),
        Duration = _duration.Figure(static sum => TimeSpan.FromTicks((long)sum)),
    };

    private sealed class Tally
    {
        private AmpFigureSources _sources;
        private int _unknown;

        public decimal Sum { get; private set; }

        // Decimals, because what other programs wrote may be more than fits when it is added up.
        public void Add(decimal? value, AmpFigureSources source)
        {
            if (value is { } known)
            {
                Sum = Math.Clamp(Sum + Math.Clamp(known, long.MinValue, long.MaxValue), long.MinValue, long.MaxValue);
                _sources |= source;
            }
            else
            {
                _unknown++;
            }
        }

        public AmpFigure<T>? Figure<T>(Func<decimal, T> convert)
            where T : struct => _sources is AmpFigureSources.None ? null : new(convert(Sum), _sources, _unknown);
    }
}
