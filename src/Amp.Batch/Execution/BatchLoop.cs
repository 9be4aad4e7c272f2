using Amp.Batch.Journal;
using Amp.Batch.Progress;
using Amp.Client;

namespace Amp.Batch.Execution;

/// <summary>Runs the cells of a batch that are not over, some at a time, to the last. What is over is in the journal before anybody is told.</summary>
internal sealed class BatchLoop : IDisposable
{
    private readonly BatchContext _context;
    private readonly BatchJournal _journal;
    private readonly BatchBudget _budget;
    private readonly ProgressBoard _board;
    private readonly Backoff _backoff;
    private readonly RunSlots _slots;
    private readonly CellWorktrees _worktrees;
    private readonly CellAttempt _attempt;
    private readonly Lock _lock = new();
    private readonly Queue<BatchCell> _waiting;
    private readonly Dictionary<string, BatchCellResult> _results;
    private TaskCompletionSource _oneEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _stoppedBecause;
    private int _active;

    public BatchLoop(BatchContext context, BatchJournal journal, BatchBudget budget, ProgressBoard board, PauseGate gate)
    {
        (_context, _journal, _budget, _board) = (context, journal, budget, board);
        _backoff = new(context.Options.FirstBackoff, context.Options.MaxBackoff, context.Clock);
        _worktrees = new(context);
        _slots = new(context.Options, gate, _backoff, context.Clock);
        _attempt = new(context, board, _worktrees, _slots);
        _results = journal.Finished.ToDictionary(static result => result.CellId, StringComparer.Ordinal);
        foreach (var result in journal.Finished)
        {
            budget.Record(result);
            board.Know(result);
        }

        _waiting = new(CellOrder.Of(context.Cells.Where(cell => !_results.ContainsKey(cell.Id)), context.Options.Seed));
    }

    // One more than may run has its worktree made, or removed, meanwhile. Not where spending has a limit: whoever waits there was let in
    // by what was known too early.
    private int Workers => _context.Options.Concurrency + (_context.Limits is { MaxTokens: null, MaxCredits: null } ? 1 : 0);

    /// <returns>The report, which is stored.</returns>
    public async Task<BatchReport> RunAsync(CancellationToken stop)
    {
        BatchLog.Began(_context.Logger, _context.Id, _waiting.Count, _context.Cells.Count, _context.Options.Concurrency);
        _board.Started();
        try
        {
            await _worktrees.CleanUpAsync(_journal.Finished, stop).ConfigureAwait(false);
            using var failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAll(Enumerable.Range(0, Math.Min(Workers, _waiting.Count)).Select(_ => Task.Run(() => WorkAsync(failed, stop), CancellationToken.None))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped before the first run.
        }

        return await ReportAsync(stop).ConfigureAwait(false);
    }

    public void Dispose() => _slots.Dispose();

    private async Task WorkAsync(CancellationTokenSource failed, CancellationToken stop)
    {
        try
        {
            while (await NextAsync(failed.Token).ConfigureAwait(false) is { } cell)
            {
                var result = await RunCellAsync(cell, failed.Token).ConfigureAwait(false);
                Record(cell, result);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested || failed.IsCancellationRequested)
        {
            // Stopped between two runs.
        }
        catch
        {
            // The journal cannot be written: what runs now would be lost.
            await failed.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<BatchCell?> NextAsync(CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            await _slots.WaitUntilOpenAsync(stop).ConfigureAwait(false);
            Task ended;
            lock (_lock)
            {
                if (_waiting.Count == 0 || _stoppedBecause is not null)
                {
                    return null;
                }

                if (_budget.TryStart(_waiting.Peek().Id, out var refusal))
                {
                    _active++;
                    return _waiting.Dequeue();
                }
                else if (_active == 0)
                {
                    _stoppedBecause = refusal;
                    return null;
                }

                ended = _oneEnded.Task;
            }

            // A run that is under way may turn out cheaper.
            await ended.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    // The budget was asked for the first attempt already.
    private async Task<BatchCellResult> RunCellAsync(BatchCell cell, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (result, began, hadBegun) = await _attempt.RunAsync(cell, attempt, stop).ConfigureAwait(false);
            _budget.Record(result);
            if (result.Outcome is BatchOutcome.Succeeded or BatchOutcome.VerifyFailed)
            {
                _backoff.Worked();
            }
            else if (result.ErrorKind is AmpErrorKind.RateLimited or AmpErrorKind.Overloaded && _backoff.Refused(began) is { } delay)
            {
                BatchLog.BackingOff(_context.Logger, _context.Id, result.ErrorKind, delay);
                _board.BackingOff(delay);
            }

            if (attempt >= _context.Options.MaxAttempts || !IsWorthAnother(result, hadBegun) || stop.IsCancellationRequested)
            {
                return result;
            }

            _board.Retried(cell, result);
            try
            {
                await _slots.WaitUntilOpenAsync(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return result with { Outcome = BatchOutcome.Cancelled };
            }

            if (!_budget.TryStart(cell.Id, out _))
            {
                return result;
            }
        }
    }

    // What the service refused says nothing about the combination; nor does a CLI that ended before the agent had said a word.
    private static bool IsWorthAnother(BatchCellResult result, bool hadBegun) => result.Outcome switch
    {
        BatchOutcome.AgentFailed => result.ErrorKind is AmpErrorKind.RateLimited or AmpErrorKind.Overloaded or AmpErrorKind.Network,
        BatchOutcome.Crashed => !hadBegun,
        _ => false,
    };

    private void Record(BatchCell cell, BatchCellResult result)
    {
        if (result.Outcome is not (BatchOutcome.Cancelled or BatchOutcome.NotRun))
        {
            _journal.Add(result);
        }

        TaskCompletionSource ended;
        lock (_lock)
        {
            _results[cell.Id] = result;
            _active--;
            (ended, _oneEnded) = (_oneEnded, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        ended.SetResult();
        if (result.Outcome is not BatchOutcome.NotRun)
        {
            BatchLog.CellEnded(_context.Logger, _context.Id, cell.Id, result.Outcome, result.ErrorKind, result.Attempts);
            _board.Finished(result);
        }
    }

    private async Task<BatchReport> ReportAsync(CancellationToken stop)
    {
        var report = BatchReport.Create(_context.Id, _context.Cells, _results.Values, _context.Header.Name) with
        {
            StartedAt = _context.Header.StartedAt,
            EndedAt = _context.Clock.GetUtcNow(),
        };
        report = report with { StoppedBecause = report.IsComplete ? null : _stoppedBecause ?? (stop.IsCancellationRequested ? "It was stopped." : null) };
        report = report.WithStatistics();
        await _context.Store.SaveAsync(report, CancellationToken.None).ConfigureAwait(false);
        if (report.IsComplete)
        {
            _journal.Delete();
        }

        BatchLog.Ended(_context.Logger, _context.Id, _results.Count, _context.Cells.Count, report.StoppedBecause);
        return report;
    }
}
