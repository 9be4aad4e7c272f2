using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Amp.Client.Runs;

/// <summary>The runs of a client that are under way: bounded in number, first come, first served, and ended with the client.</summary>
internal sealed class LiveRuns(int limit) : IAsyncDisposable, IDisposable
{
    private readonly ConcurrencyLimiter _turns = new(new() { PermitLimit = limit, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
    private readonly ConcurrentDictionary<IAsyncDisposable, RateLimitLease> _live = [];
    private readonly ConcurrentDictionary<Task, byte> _starting = [];
    private volatile bool _isDisposed;

    /// <summary>Waits for a turn and starts a run in it.</summary>
    /// <param name="startAsync">Starts the run, and gives what completes when its process has ended.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<TRun> StartAsync<TRun>(Func<Task<(TRun Run, Task Exited)>> startAsync, CancellationToken cancellationToken)
        where TRun : IAsyncDisposable
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(AmpClient));
        var starting = StartInTurnAsync(startAsync, cancellationToken);
        _starting[starting] = default;
        _ = starting.ContinueWith(task => _starting.TryRemove(task, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return starting;
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever waits for a turn gets none any more; whoever is just starting sees it and ends by itself.
        _isDisposed = true;
        await _turns.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_live.Keys.Select(static run => run.DisposeAsync().AsTask())).ConfigureAwait(false);
        await Task.WhenAll(_starting.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _isDisposed = true;
        _turns.Dispose();
        foreach (var run in _live.Keys)
        {
            _ = run.DisposeAsync().AsTask();
        }
    }

    private async Task<TRun> StartInTurnAsync<TRun>(Func<Task<(TRun Run, Task Exited)>> startAsync, CancellationToken cancellationToken)
        where TRun : IAsyncDisposable
    {
        var turn = await _turns.AcquireAsync(permitCount: 1, cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed || !turn.IsAcquired, typeof(AmpClient));
            var (run, exited) = await startAsync().ConfigureAwait(false);
            _live[run] = turn;
            _ = GiveTurnBackAsync(run, exited);
            if (_isDisposed)
            {
                await run.DisposeAsync().ConfigureAwait(false);
                throw new ObjectDisposedException(nameof(AmpClient));
            }

            return run;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    // The turn is over when the process is, whether or not anybody disposes the run.
    private async Task GiveTurnBackAsync(IAsyncDisposable run, Task exited)
    {
        await exited.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_live.TryRemove(run, out var turn))
        {
            turn.Dispose();
        }
    }
}
