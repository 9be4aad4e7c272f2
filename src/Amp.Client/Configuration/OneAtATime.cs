namespace Amp.Client.Configuration;

/// <summary>Lets one caller at a time in, in this process. Others wait without a thread.</summary>
#pragma warning disable CA1001 // A semaphore without a wait handle, which nobody asks for here, holds nothing to dispose of.
internal sealed class OneAtATime
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _inside = new(1, 1);

    /// <summary>Waits until nobody else is inside.</summary>
    /// <returns>What lets the next one in when it is disposed.</returns>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _inside.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_inside);
    }

    private sealed class Turn(SemaphoreSlim inside) : IDisposable
    {
        public void Dispose() => inside.Release();
    }
}
