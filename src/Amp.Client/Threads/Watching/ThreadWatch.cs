using System.Runtime.CompilerServices;

namespace Amp.Client.Threads;

/// <summary>Watches threads: waits for what the system says, and looks for itself now and then.</summary>
internal sealed class ThreadWatch(IReadOnlyList<AmpThreadRoot> roots, AmpThreadWatchOptions options, AmpThreadStoreOptions limits, TimeProvider clock)
{
    private const int MostDelays = 10;

    public async IAsyncEnumerable<AmpThreadChange> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var signals = new FolderSignals(roots);
        using var tracker = new ThreadTracker(roots, options, limits, clock);
        var isLookDue = true;
        var looked = clock.GetTimestamp();
        var interval = options.PollInterval;
        while (true)
        {
            if (isLookDue)
            {
                // Listens before it looks, so that nothing falls in between.
                looked = clock.GetTimestamp();
                interval = Listen(signals) ? options.RescanInterval : options.PollInterval;
            }

            var (paths, isLost) = signals.Take();
            var changes = isLookDue || isLost ? tracker.LookAsync(cancellationToken) : tracker.LookAtAsync(paths, cancellationToken);
            await foreach (var change in changes.ConfigureAwait(false))
            {
                yield return change;
            }

            if (isLookDue || isLost)
            {
                // The look saw them, unless their time and size had not changed.
                await foreach (var change in tracker.LookAtAsync(paths, cancellationToken).ConfigureAwait(false))
                {
                    yield return change;
                }
            }

            await WaitAsync(signals, interval - clock.GetElapsedTime(looked), tracker.NextLook, cancellationToken).ConfigureAwait(false);
            isLookDue = signals.HasAppeared || clock.GetElapsedTime(looked) >= interval;
        }
    }

    private bool Listen(FolderSignals signals)
    {
        if (options.UsePolling || roots.Any(static root => NetworkFolder.Is(root.Folder)))
        {
            return false;
        }

        return signals.TryListen();
    }

    // Until something was said and has been left alone since, or it is time to look.
    private async Task WaitAsync(FolderSignals signals, TimeSpan untilLook, TimeSpan? untilFile, CancellationToken cancellationToken)
    {
        var wait = untilFile is { } sooner && sooner < untilLook ? sooner : untilLook;
        if (wait > TimeSpan.Zero)
        {
            await ((Task)signals.Signalled.WaitAsync(wait, clock, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        for (var delays = 0; delays < MostDelays && signals.Signalled.IsCompleted; delays++)
        {
            signals.Rearm();
            await Task.Delay(options.Debounce, clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
