namespace Amp.Batch.Execution;

/// <summary>Lets runs through, or makes them wait. Thread-safe.</summary>
internal sealed class PauseGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _closed;

    public bool IsClosed
    {
        get
        {
            lock (_lock)
            {
                return _closed is not null;
            }
        }
    }

    /// <returns>Whether that changed anything.</returns>
    public bool Close()
    {
        lock (_lock)
        {
            if (_closed is not null)
            {
                return false;
            }

            _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }

    /// <returns>Whether that changed anything.</returns>
    public bool Open()
    {
        lock (_lock)
        {
            var wasClosed = _closed is not null;
            _closed?.SetResult();
            _closed = null;
            return wasClosed;
        }
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (_lock)
            {
                if (_closed is null)
                {
                    return;
                }

                wait = _closed.Task;
            }

            await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
