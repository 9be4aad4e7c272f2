namespace Amp.Batch.Execution;

/// <summary>Keeps the whole batch from starting anything for a while after the service refused. Thread-safe.</summary>
/// <remarks>
/// Runs that were under way when the first was refused are refused too: they do not lengthen the pause. Times are timestamps of the clock, which nobody sets: an hour that the system's
/// time goes back is no hour to wait.
/// </remarks>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private TimeSpan? _next;
    private TimeSpan _delay;
    private long? _refusedAt;

    /// <param name="startedAt">When the run that was refused had started: a timestamp.</param>
    /// <returns>How long nothing is to start; <see langword="null"/> when that was said already.</returns>
    public TimeSpan? Refused(long startedAt)
    {
        lock (_lock)
        {
            if (_refusedAt is { } refusedAt && clock.GetElapsedTime(refusedAt, startedAt) < _delay)
            {
                return null;
            }

            (_delay, _refusedAt) = (_next ?? first, clock.GetTimestamp());
            _next = _delay * 2 < longest ? _delay * 2 : longest;
            return _delay;
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
                left = _refusedAt is { } refusedAt ? _delay - clock.GetElapsedTime(refusedAt) : TimeSpan.Zero;
            }

            if (left <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(left, clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
