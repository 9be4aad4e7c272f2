namespace Amp.Batch.Execution;

/// <summary>Lets so many runs be under way at once, none while the batch is paused or backs off, and only one where memory is short. Thread-safe.</summary>
internal sealed class RunSlots(BatchRunnerOptions options, PauseGate gate, Backoff backoff, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan MemoryPause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _free = new(options.Concurrency);
    private readonly Lock _lock = new();
    private TaskCompletionSource _oneLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    /// <summary>Waits until the batch is neither paused nor backs off.</summary>
    public async Task WaitUntilOpenAsync(CancellationToken cancellationToken)
    {
        do
        {
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        while (gate.IsClosed);   // paused while it backed off
    }

    /// <summary>Waits until a run may begin. Whoever got in leaves once.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                await WaitUntilOpenAsync(cancellationToken).ConfigureAwait(false);
                Task left;
                lock (_lock)
                {
                    if (_running == 0 || options.MinFreeMemoryBytes == 0 || FreeMemory.Find() >= options.MinFreeMemoryBytes)
                    {
                        _running++;
                        return;
                    }

                    left = _oneLeft.Task;
                }

                // A run that is under way may give its memory back before it ends.
                cancellationToken.ThrowIfCancellationRequested();
                await Task.WhenAny(left, Task.Delay(MemoryPause, clock, cancellationToken)).ConfigureAwait(false);
            }
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    public void Leave()
    {
        TaskCompletionSource left;
        lock (_lock)
        {
            _running--;
            (left, _oneLeft) = (_oneLeft, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        left.SetResult();
        _free.Release();
    }

    public void Dispose() => _free.Dispose();
}
