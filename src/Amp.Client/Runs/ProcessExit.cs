using Amp.Client.Processes;

namespace Amp.Client.Runs;

/// <summary>Waits for the end of a process that has nothing more to say, and brings it about when it does not come.</summary>
internal static class ProcessExit
{
    /// <returns>The exit code, when it ended by itself.</returns>
    public static async Task<int?> WaitAsync(IAmpProcess process, RunSettings settings)
    {
        // After its result the CLI still uploads the thread, and one that crashes may write a dump: it is given time for that, but not without limit.
        await ((Task)process.Exited).WaitAsync(settings.ExitTimeout, settings.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        int? exitCode = process.Exited.IsCompletedSuccessfully ? await process.Exited.ConfigureAwait(false) : null;
        await process.EndAsync(settings.ShutdownGracePeriod).ConfigureAwait(false);
        return exitCode;
    }
}
