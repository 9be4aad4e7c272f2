using System.Collections.Immutable;
using System.Threading.Channels;
using Amp.Batch.Execution;
using Microsoft.Extensions.Logging;

namespace Amp.Batch.Progress;

/// <summary>Knows where each cell is, and tells whoever wants to know. What is told is in order.</summary>
internal sealed class ProgressBoard
{
    private readonly Lock _lock = new();
    private readonly string _batchId;
    private readonly BatchBudget _budget;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly IProgress<BatchProgress>? _listener;
    private readonly Channel<BatchEvent>? _events;
    private readonly Dictionary<string, int> _places;
    private readonly Dictionary<string, long> _begun = [];
    private readonly int _concurrency;
    private readonly long _started;
    private ImmutableList<BatchCellProgress> _cells;
    private int _done;
    private int _failed;
    private int _doneHere;
    private TimeSpan _timeOfDone;
    private bool _isPaused;

    public ProgressBoard(string batchId, IReadOnlyList<BatchCell> cells, BatchBudget budget, int concurrency, TimeProvider clock, ILogger logger, IProgress<BatchProgress>? listener, bool hasEvents)
    {
        (_batchId, _budget, _concurrency, _clock, _logger, _listener) = (batchId, budget, concurrency, clock, logger, listener);
        _cells = [.. cells.Select(static cell => new BatchCellProgress(cell, BatchCellState.Waiting, 0, null))];
        _places = cells.Select(static (cell, place) => (cell.Id, place)).ToDictionary(static pair => pair.Id, static pair => pair.place, StringComparer.Ordinal);
        _started = clock.GetTimestamp();
        _events = hasEvents ? Channel.CreateUnbounded<BatchEvent>() : null;
    }

    /// <summary>What happened, each once. They wait for their reader.</summary>
    public ChannelReader<BatchEvent>? Events => _events?.Reader;

    public BatchProgress Current
    {
        get
        {
            lock (_lock)
            {
                return Snapshot();
            }
        }
    }

    public void Started() => Tell(BatchEventKind.Started, null, null);

    /// <summary>A cell that an earlier host had finished.</summary>
    public void Know(BatchCellResult result)
    {
        lock (_lock)
        {
            Put(result.CellId, cell => cell with { State = BatchCellState.Finished, Attempt = result.Attempts, Outcome = result.Outcome });
            Count(result);
        }
    }

    public void Changed(BatchCell cell, BatchCellState state, int attempt)
    {
        lock (_lock)
        {
            _begun.TryAdd(cell.Id, _clock.GetTimestamp());
            Tell(BatchEventKind.CellChanged, Put(cell.Id, old => old with { State = state, Attempt = attempt }), null);
        }
    }

    /// <summary>A cell makes room for another: all that is left to do for it is to remove its worktree.</summary>
    public void Left(BatchCell cell)
    {
        lock (_lock)
        {
            if (_begun.Remove(cell.Id, out var begun))
            {
                _timeOfDone += _clock.GetElapsedTime(begun);
            }
        }
    }

    public void Retried(BatchCell cell, BatchCellResult result)
    {
        lock (_lock)
        {
            Tell(BatchEventKind.CellRetried, Put(cell.Id, static old => old with { State = BatchCellState.Waiting }), result);
        }
    }

    public void Finished(BatchCellResult result)
    {
        lock (_lock)
        {
            _doneHere++;
            Count(result);
            Tell(BatchEventKind.CellFinished, Put(result.CellId, old => old with { State = BatchCellState.Finished, Attempt = result.Attempts, Outcome = result.Outcome }), result);
        }
    }

    public void BackingOff(TimeSpan delay) => Tell(BatchEventKind.BackingOff, null, null, delay);

    public void Paused(bool isPaused)
    {
        lock (_lock)
        {
            _isPaused = isPaused;
            Tell(isPaused ? BatchEventKind.Paused : BatchEventKind.Continued, null, null);
        }
    }

    public void Ended(Exception? failure)
    {
        Tell(BatchEventKind.Ended, null, null);
        _events?.Writer.TryComplete(failure);
    }

    private void Count(BatchCellResult result)
    {
        _done++;
        _failed += result.Outcome is BatchOutcome.Succeeded ? 0 : 1;
    }

    private BatchCellProgress Put(string cellId, Func<BatchCellProgress, BatchCellProgress> change)
    {
        var place = _places[cellId];
        var cell = change(_cells[place]);
        _cells = _cells.SetItem(place, cell);
        return cell;
    }

    private void Tell(BatchEventKind kind, BatchCellProgress? cell, BatchCellResult? result, TimeSpan? delay = null)
    {
        lock (_lock)
        {
            if (_events is null && _listener is null)
            {
                return;
            }

            var snapshot = Snapshot();
            _events?.Writer.TryWrite(new(kind, _clock.GetUtcNow(), snapshot) { Cell = cell, Result = result, Delay = delay });
            try
            {
                _listener?.Report(snapshot);
            }
            catch (Exception e)
            {
                // Whoever looks on must not stop what he looks at.
                BatchLog.ProgressFailed(_logger, _batchId, e);
            }
        }
    }

    private BatchProgress Snapshot() => new()
    {
        BatchId = _batchId,
        Total = _cells.Count,
        Running = _begun.Count,
        Done = _done,
        Failed = _failed,
        Cells = _cells,
        Elapsed = _clock.GetElapsedTime(_started),
        TimeLeft = _doneHere == 0 ? null : _timeOfDone / _doneHere * (_cells.Count - _done) / Math.Max(1, Math.Min(_concurrency, _cells.Count - _done)),
        Tokens = _budget.Tokens,
        Credits = _budget.Credits,
        IsPaused = _isPaused,
    };
}
