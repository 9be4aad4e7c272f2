namespace Amp.Batch.Execution;

/// <summary>Lets so many runs be under way at once, and none while the batch is paused or backs off. Thread-safe.</summary>
internal sealed class RunSlots(int count, PauseGate gate, Backoff backoff) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count);

    /// <summary>Waits until a run may begin. Whoever got in leaves once.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    public void Leave() => _free.Release();

    public void Dispose() => _free.Dispose();
}
