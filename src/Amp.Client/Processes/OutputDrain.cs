namespace Amp.Client.Processes;

/// <summary>Waits for the end of the output of a process that has ended, without losing its last lines and without waiting for ever.</summary>
/// <remarks>
/// What the process started can hold the pipe open after it: then that is ended, which closes the pipe. Only what slipped out of our
/// reach keeps it open after that, and is given up; generously late, because on a busy machine the last bytes may just not have been read yet.
/// </remarks>
internal static class OutputDrain
{
    private static readonly TimeSpan HolderLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GiveUpLimit = TimeSpan.FromSeconds(30);

    /// <param name="process">The process, which has ended.</param>
    /// <param name="reading">Completes when its output has been read; how it completed is for the caller.</param>
    /// <param name="clock">What measures time.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task WaitAsync(IAmpProcess process, Task reading, TimeProvider clock, CancellationToken cancellationToken)
    {
        await reading.WaitAsync(HolderLimit, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (!reading.IsCompleted)
        {
            await process.EndAsync(TimeSpan.Zero).ConfigureAwait(false);
            await reading.WaitAsync(GiveUpLimit, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
