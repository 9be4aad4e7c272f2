using Amp.Client.Processes;
using Amp.Streaming;

namespace Amp.Client.Runs;

/// <summary>Waits for the lines of a run: never longer than a clock allows, and never for a pipe that stays open when nothing more will come.</summary>
internal sealed class RunReader(IAmpProcess process, AmpStreamReader reader, RunSettings settings, RunClocks clocks, StallDetector stalls)
{
    // The address follows the announcement at once in every recording.
    private static readonly TimeSpan LoginUrlLimit = TimeSpan.FromSeconds(2);

    private Task<bool>? _pending;

    /// <summary>A login was announced: its address comes next, or never.</summary>
    public bool IsLoginAnnounced { get; set; }

    /// <summary>The result was read: the CLI is on its way out.</summary>
    public bool IsResultRead { get; set; }

    /// <summary>Waits for the next item.</summary>
    /// <param name="thread">The thread, if it is known yet.</param>
    /// <param name="cancellationToken">Gives up waiting. What arrives meanwhile is kept for the next call.</param>
    public async Task<RunRead> NextAsync(AmpThreadId? thread, CancellationToken cancellationToken)
    {
        // Kept when the caller gives up, so that the next call goes on with it and nothing is lost.
        _pending ??= reader.ReadAsync(CancellationToken.None).AsTask();

        if (!_pending.IsCompleted && await WaitAsync(thread, cancellationToken).ConfigureAwait(false) is { } verdict)
        {
            return verdict;
        }

        if (!_pending.IsCompleted)
        {
            return RunRead.End;
        }

        var read = _pending;
        _pending = null;
        try
        {
            return await read.ConfigureAwait(false) ? new(reader.Current) : RunRead.End;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException && process.Exited.IsCompleted)
        {
            // Whoever disposed the process closed its output under us: nothing more will come.
            return RunRead.End;
        }
    }

    private async Task<RunRead?> WaitAsync(AmpThreadId? thread, CancellationToken cancellationToken)
    {
        if (IsLoginAnnounced || IsResultRead)
        {
            await WaitForAsync(Any(), IsLoginAnnounced ? LoginUrlLimit : settings.ExitTimeout, cancellationToken).ConfigureAwait(false);
        }
        else if (await WatchAsync(thread, cancellationToken).ConfigureAwait(false) is { } verdict)
        {
            return verdict;
        }

        if (process.Exited.IsCompleted)
        {
            await OutputDrain.WaitAsync(process, _pending!, settings.Clock, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<RunRead?> WatchAsync(AmpThreadId? thread, CancellationToken cancellationToken)
    {
        var (clock, limit) = clocks.Current;
        var waiting = settings.Clock.GetTimestamp();
        var asked = Asked;
        while (!_pending!.IsCompleted && !process.Exited.IsCompleted)
        {
            // A person who is asked may take longer than a CLI may be silent.
            var left = limit - settings.Clock.GetElapsedTime(waiting) + (Asked - asked);
            if (left <= TimeSpan.Zero)
            {
                return new(ClockRanOut: clock);
            }

            await WaitForAsync(Any(), left < settings.StallCheckInterval ? left : settings.StallCheckInterval, cancellationToken).ConfigureAwait(false);
            if (!_pending.IsCompleted && !process.Exited.IsCompleted && settings.Asking is not { IsAsking: true } && stalls.Find(thread, clocks) is { } stall
                && settings.Clock.GetElapsedTime(waiting) >= settings.StallCheckInterval)
            {
                return new(Stall: stall);
            }
        }

        return null;
    }

    private TimeSpan Asked => settings.Asking?.Elapsed ?? TimeSpan.Zero;

    private Task<Task> Any() => Task.WhenAny(_pending!, process.Exited);

    private async Task WaitForAsync(Task task, TimeSpan limit, CancellationToken cancellationToken)
    {
        await task.WaitAsync(limit, settings.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
