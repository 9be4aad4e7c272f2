namespace Amp.Batch;

/// <summary>Keeps a batch within its limits while it runs: whoever starts a run asks first. Thread-safe.</summary>
/// <remarks>
/// A run that is under way counts with what runs have taken so far on average, so that a limit is passed by no more than the runs under way differ from that, or by one round of runs where
/// nothing is known yet. A run that failed without telling what it took counts with the average too.
/// </remarks>
public sealed class BatchBudget
{
    private readonly Lock _lock = new();
    private readonly BatchLimits _limits;
    private readonly Dictionary<string, int> _underWay = new(StringComparer.Ordinal);
    private int _started;
    private int _finished;
    private int _withTokens;
    private int _withCredits;
    private long _tokens;
    private decimal _credits;
    private string? _unknown;

    /// <summary>Makes a budget.</summary>
    /// <param name="limits">What the batch may cost.</param>
    public BatchBudget(BatchLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _limits = limits;
    }

    /// <summary>How many runs were started.</summary>
    public int StartedRuns
    {
        get
        {
            lock (_lock)
            {
                return _started;
            }
        }
    }

    /// <summary>The tokens of the runs that told any.</summary>
    public long Tokens
    {
        get
        {
            lock (_lock)
            {
                return _tokens;
            }
        }
    }

    /// <summary>The credits of the runs that told any.</summary>
    public decimal Credits
    {
        get
        {
            lock (_lock)
            {
                return _credits;
            }
        }
    }

    /// <summary>Asks whether a run may start, and counts it as started when it may. Ask again for each attempt.</summary>
    /// <param name="cellId">The cell.</param>
    /// <param name="refusal">Why not, in a sentence; <see langword="null"/> when it may.</param>
    /// <returns>Whether it may. Once the answer is no for a limit that was reached, it stays no, unless runs under way turn out cheaper.</returns>
    public bool TryStart(string cellId, out string? refusal)
    {
        ArgumentNullException.ThrowIfNull(cellId);
        lock (_lock)
        {
            refusal = FindRefusal();
            if (refusal is not null)
            {
                return false;
            }

            _started++;
            _underWay[cellId] = _underWay.GetValueOrDefault(cellId) + 1;
            return true;
        }
    }

    /// <summary>Says what a run took, whether it was started through this budget or before, by a batch that is resumed.</summary>
    /// <param name="result">How it ended. One that never came to the agent costs nothing and does not count as a run.</param>
    public void Record(BatchCellResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        lock (_lock)
        {
            if (_underWay.TryGetValue(result.CellId, out var runs))
            {
                Leave(result.CellId, runs);
                _started -= result.Outcome is BatchOutcome.NotRun or BatchOutcome.SetupFailed ? 1 : 0;
            }
            else if (result.Outcome is not (BatchOutcome.NotRun or BatchOutcome.SetupFailed))
            {
                _started++;
            }

            if (result.Outcome is BatchOutcome.NotRun or BatchOutcome.SetupFailed)
            {
                return;
            }

            _finished++;
            Count(result);
        }
    }

    private void Leave(string cellId, int runs)
    {
        if (runs == 1)
        {
            _underWay.Remove(cellId);
        }
        else
        {
            _underWay[cellId] = runs - 1;
        }
    }

    private void Count(BatchCellResult result)
    {
        if (result.Tokens?.Total is { } tokens)
        {
            _tokens += tokens;
            _withTokens++;
        }

        if (result.Credits is { } credits)
        {
            _credits += credits;
            _withCredits++;
        }

        // A run that worked always used the model. What failed may have failed before it did.
        if (result.Outcome is BatchOutcome.Succeeded or BatchOutcome.VerifyFailed)
        {
            _unknown ??= _limits.MaxTokens is not null && result.Tokens?.Total is null
                ? $"Limits.MaxTokens cannot be kept: cell {result.CellId} worked and told no tokens."
                : _limits.MaxCredits is not null && result.Credits is null
                ? $"Limits.MaxCredits cannot be kept: cell {result.CellId} worked and told no credits. CLI versions since 0.0.1774569934 tell none: limit the tokens instead."
                : null;
        }
    }

    private string? FindRefusal()
    {
        if (_started >= _limits.MaxRuns)
        {
            return $"Limits.MaxRuns of {_limits.MaxRuns} is reached.";
        }

        if (_unknown is not null && !_limits.AllowUnknownSpend)
        {
            return $"{_unknown} Set Limits.AllowUnknownSpend to go on.";
        }

        var uncertain = _underWay.Values.Sum();
        // One more than are under way: the run that is asked for.
        if (_limits.MaxTokens is { } maxTokens)
        {
            var average = _withTokens == 0 ? 0 : (double)_tokens / _withTokens;
            var expected = _tokens + (average * (uncertain + 1 + _finished - _withTokens));
            if (_tokens >= maxTokens || expected > maxTokens)
            {
                return $"Limits.MaxTokens of {maxTokens} is reached: {_tokens} were spent, and {uncertain} runs are under way.";
            }
        }

        if (_limits.MaxCredits is { } maxCredits)
        {
            var average = _withCredits == 0 ? 0 : _credits / _withCredits;
            var expected = _credits + (average * (uncertain + 1 + _finished - _withCredits));
            if (_credits >= maxCredits || expected > maxCredits)
            {
                return $"Limits.MaxCredits of {maxCredits} is reached: {_credits} were spent, and {uncertain} runs are under way.";
            }
        }

        return null;
    }
}
