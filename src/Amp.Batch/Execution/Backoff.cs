namespace Amp.Batch.Execution;

/// <summary>Keeps the whole batch from starting anything for a while after the service refused. Thread-safe.</summary>
/// <remarks>Runs that were under way when the first was refused are refused too: they do not lengthen the pause.</remarks>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private TimeSpan? _next;
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    /// <param name="startedAt">When the run that was refused had started.</param>
    /// <returns>How long nothing is to start; <see langword="null"/> when that was said already.</returns>
    public TimeSpan? Refused(DateTimeOffset startedAt)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (startedAt < _until)
            {
                return null;
            }

            var delay = _next ?? first;
            _until = now + delay;
            _next = delay * 2 < longest ? delay * 2 : longest;
            return delay;
        }
    }

    public void Worked()
    {
        lock (_lock)
        {
            _next = null;
        }
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan left;
            lock (_lock)
            {
                left = _until - clock.GetUtcNow();
            }

            if (left <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(left, clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
