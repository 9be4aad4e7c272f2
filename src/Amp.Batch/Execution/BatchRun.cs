using System.Runtime.CompilerServices;
using Amp.Batch.Execution;
using Amp.Batch.Journal;
using Amp.Batch.Progress;

namespace Amp.Batch;

/// <summary>A batch in your hand: follow it, pause it, stop it. Thread-safe. Dispose it: that stops it.</summary>
public sealed class BatchRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PauseGate _gate = new();
    private readonly ProgressBoard _board;
    private readonly Task<BatchReport> _work;

    internal BatchRun(BatchContext context, BatchJournal journal, IProgress<BatchProgress>? progress, bool hasEvents)
    {
        Id = context.Id;
        var budget = new BatchBudget(context.Limits);
        _board = new(context.Id, context.Cells, budget, context.Options.Concurrency, context.Clock, context.Logger, progress, hasEvents);
        var loop = new BatchLoop(context, journal, budget, _board, _gate);   // from here on Progress knows what was over
        _work = Task.Run(async () =>
        {
            using var scope = loop;
            try
            {
                var report = await loop.RunAsync(_stop.Token).ConfigureAwait(false);
                journal.Dispose();
                _board.Ended(null);
                return report;
            }
            catch (Exception e)
            {
                journal.Dispose();
                _board.Ended(e);
                throw;
            }
        });
    }

    /// <summary>The batch's id, by which it is found in the store and resumed.</summary>
    public string Id { get; }

    /// <summary>Where it is now.</summary>
    public BatchProgress Progress => _board.Current;

    /// <summary>Starts nothing more until <see cref="Continue"/>. What runs goes on to its end.</summary>
    public void Pause()
    {
        if (_gate.Close())
        {
            _board.Paused(true);
        }
    }

    /// <summary>Goes on after <see cref="Pause"/>.</summary>
    public void Continue()
    {
        if (_gate.Open())
        {
            _board.Paused(false);
        }
    }

    /// <summary>Gives what happens, from the start on. Each event goes to one reader, and waits for it.</summary>
    /// <param name="cancellationToken">Gives up reading; the batch goes on.</param>
    /// <returns>The events; the last one is <see cref="BatchEventKind.Ended"/>.</returns>
    public async IAsyncEnumerable<BatchEvent> ReadEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_board.Events is { } events)
        {
            await foreach (var happened in events.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return happened;
            }
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="cancellationToken">Gives up waiting; the batch goes on.</param>
    /// <returns>The report, which is stored. A cell that failed is in it, and no exception.</returns>
    /// <exception cref="IOException">The results could not be written: the batch was stopped.</exception>
    public Task<BatchReport> WaitAsync(CancellationToken cancellationToken = default) => _work.WaitAsync(cancellationToken);

    /// <summary>Ends the runs that are under way, and keeps what is done. <see cref="BatchRunner.ResumeAsync"/> goes on later.</summary>
    /// <returns>The report, which is stored; <see cref="BatchReport.IsComplete"/> is false unless all was done.</returns>
    public async Task<BatchReport> StopAsync()
    {
        await BeginStopAsync().ConfigureAwait(false);
        return await _work.ConfigureAwait(false);
    }

    // The source is not disposed: it has no timer and no link, and stopping what is over must stay harmless.
    internal Task BeginStopAsync() => _stop.CancelAsync();

    /// <summary>Stops it, unless it is over.</summary>
    public async ValueTask DisposeAsync()
    {
        await BeginStopAsync().ConfigureAwait(false);
        await ((Task)_work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
