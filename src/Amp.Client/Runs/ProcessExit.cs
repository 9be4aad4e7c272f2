using Amp.Client.Processes;

namespace Amp.Client.Runs;

/// <summary>Waits for the end of a process that has nothing more to say, and brings it about when it does not come.</summary>
internal static class ProcessExit
{
    /// <returns>The exit code, when it ended by itself.</returns>
    public static async Task<int?> WaitAsync(IAmpProcess process, RunSettings settings, bool hasResult)
    {
        // After its result the CLI still uploads the thread: it is given time for that, but not without limit.
        var limit = hasResult ? settings.ExitTimeout : settings.ShutdownGracePeriod;
        await ((Task)process.Exited).WaitAsync(limit, settings.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        int? exitCode = process.Exited.IsCompletedSuccessfully ? await process.Exited.ConfigureAwait(false) : null;
        await process.EndAsync(settings.ShutdownGracePeriod).ConfigureAwait(false);
        return exitCode;
    }
}
