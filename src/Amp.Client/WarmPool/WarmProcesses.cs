using Microsoft.Extensions.Logging;

namespace Amp.Client.WarmPool;

/// <summary>The processes that wait for a run: bounded in number and age, one use each. Thread-safe.</summary>
/// <param name="options">How many, and how long.</param>
/// <param name="limit">How long one may take to its first line.</param>
/// <param name="clock">What measures time.</param>
/// <param name="logger">Where to report.</param>
internal sealed class WarmProcesses(AmpWarmPoolOptions options, TimeSpan limit, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<(WarmProcess Process, ITimer Timer)> _idle = [];
    private readonly Dictionary<WarmKey, int> _starting = [];
    private readonly HashSet<Task> _tasks = [];
    private readonly CancellationTokenSource _disposed = new();

    /// <summary>Takes a process that waits for just this, if one is ready.</summary>
    public WarmProcess? TryTake(WarmKey key)
    {
        WarmProcess? taken;
        lock (_gate)
        {
            // Of the same kind, but the CLI, the key, the settings or the directory are no longer what they were.
            foreach (var (stale, _) in _idle.Where(idle => idle.Process.Key.Kind == key.Kind && (idle.Process.Key != key || idle.Process.IsInAnotherDirectory)).ToArray())
            {
                Discard(stale, "what it was started with has changed");
            }

            taken = _idle.Select(static idle => idle.Process).FirstOrDefault(process => process.Key == key && process.IsUsable);
            if (taken is not null)
            {
                Remove(taken);
            }
        }

        return taken;
    }

    /// <summary>Starts as many in the background as are missing.</summary>
    /// <param name="key">What they are to wait for.</param>
    /// <param name="startAsync">Starts one. It says itself what it waits for: that may have changed by then.</param>
    /// <returns>Completes when all that wait for this are ready, or cannot be.</returns>
    public Task Refill(WarmKey key, Func<CancellationToken, Task<WarmProcess>> startAsync)
    {
        lock (_gate)
        {
            var missing = options.Size - _idle.Count(idle => idle.Process.Key == key) - _starting.GetValueOrDefault(key);
            for (; missing > 0 && !_disposed.IsCancellationRequested; missing--)
            {
                _starting[key] = _starting.GetValueOrDefault(key) + 1;
                var task = StartAsync(key, startAsync);
                _tasks.Add(task);
                _ = ForgetAsync(task);
            }

            return Task.WhenAll(_tasks);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync().ConfigureAwait(false);
        Task[] left;
        lock (_gate)
        {
            foreach (var (process, _) in _idle.ToArray())
            {
                Discard(process, "the client is disposed");
            }

            left = [.. _tasks];
        }

        await Task.WhenAll(left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task StartAsync(WarmKey key, Func<CancellationToken, Task<WarmProcess>> startAsync)
    {
        await Task.Yield();   // out of the lock
        WarmProcess? process = null;
        try
        {
            process = await startAsync(_disposed.Token).ConfigureAwait(false);
            var isHealthy = await process.Ready.WaitAsync(limit, clock, _disposed.Token).ConfigureAwait(false);
            lock (_gate)
            {
                if (isHealthy && !_disposed.IsCancellationRequested)
                {
                    Keep(process);
                    process = null;
                }
            }

            if (process is not null)
            {
                WarmLog.Unhealthy(logger, process.Id);
            }
        }
        catch (Exception e)
        {
            // A run that needs one starts its own, and says what is wrong.
            WarmLog.NotStarted(logger, e.GetType().Name);
        }
        finally
        {
            lock (_gate)
            {
                if (--_starting[key] == 0)
                {
                    _starting.Remove(key);   // there may be no other run of this kind
                }
            }

            if (process is not null)
            {
                await process.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private void Keep(WarmProcess process)
    {
        // Two starts for one place: the settings changed in between.
        if (_idle.Count(idle => idle.Process.Key == process.Key) >= options.Size)
        {
            End(process);
            return;
        }

        while (_idle.Count >= options.MaxProcesses)
        {
            Discard(_idle[0].Process, "others are needed more");
        }

        var timer = clock.CreateTimer(_ => DiscardIfIdle(process, "nobody needed it"), null, options.MaxAge, Timeout.InfiniteTimeSpan);
        _idle.Add((process, timer));
        _ = process.Exited.ContinueWith(_ => DiscardIfIdle(process, "it ended by itself"), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        WarmLog.Kept(logger, process.Id);
    }

    private void DiscardIfIdle(WarmProcess process, string reason)
    {
        lock (_gate)
        {
            Discard(process, reason);
        }
    }

    private void Discard(WarmProcess process, string reason)
    {
        if (Remove(process))
        {
            WarmLog.Discarded(logger, process.Id, reason);
            End(process);
        }
    }

    private bool Remove(WarmProcess process)
    {
        var i = _idle.FindIndex(idle => idle.Process == process);
        if (i < 0)
        {
            return false;
        }

        _idle[i].Timer.Dispose();
        _idle.RemoveAt(i);
        return true;
    }

    // It has been told nothing, so there is nothing to ask it to finish.
    private void End(WarmProcess process)
    {
        var ending = process.DisposeAsync().AsTask();
        _tasks.Add(ending);
        _ = ForgetAsync(ending);
    }

    private async Task ForgetAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_gate)
        {
            _tasks.Remove(task);
        }
    }
}
