namespace Amp.Workspace;

/// <summary>Says step by step what changed: what did this tool call do? Make a mark after each step, and get what happened since the mark before.</summary>
/// <remarks>Holds two snapshots, the first and the last, however many marks are made. Safe to use from any thread: marks are made one after the other.</remarks>
public sealed class DiffTimeline : IAsyncDisposable
{
    private readonly FileDiffTracker _tracker;

    private readonly SemaphoreSlim _oneByOne = new(1);

    private readonly Snapshot _first;

    private Snapshot _last;

    private DiffTimeline(FileDiffTracker tracker, Snapshot first) => (_tracker, _first, _last) = (tracker, first, first);

    /// <summary>Begins with the files as they are now.</summary>
    /// <param name="tracker">Looks at the files. It stays the caller's to dispose, after this.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<DiffTimeline> StartAsync(FileDiffTracker tracker, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        return new(tracker, await tracker.CaptureAsync("start", cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Makes a mark.</summary>
    /// <param name="label">What to call it.</param>
    /// <param name="cancellationToken">Ends it: the mark is then not made, and the next one covers what it would have.</param>
    /// <returns>What changed since the mark before, or since the start.</returns>
    public async Task<MarkedDiff> MarkAsync(string label, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(label);
        await _oneByOne.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var now = await _tracker.CaptureAsync(label, cancellationToken).ConfigureAwait(false);
            try
            {
                var diff = await _tracker.DiffAsync(_last, now, cancellationToken).ConfigureAwait(false);
                var marked = new MarkedDiff { Label = label, TakenAt = now.TakenAt, Diff = diff };
                (_last, now) = (now, _last);
                return marked;
            }
            finally
            {
                // The one of the two that is not needed any more.
                if (now != _first)
                {
                    await now.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    /// <summary>What changed from the start to the last mark.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<WorkspaceDiff> WholeAsync(CancellationToken cancellationToken = default)
    {
        await _oneByOne.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _tracker.DiffAsync(_first, _last, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    /// <summary>Lets the snapshots go.</summary>
    public async ValueTask DisposeAsync()
    {
        await _last.DisposeAsync().ConfigureAwait(false);
        await _first.DisposeAsync().ConfigureAwait(false);
        _oneByOne.Dispose();
    }
}
