using Microsoft.Extensions.Logging;

namespace Amp.Client.WarmPool;

/// <summary>What the pool of waiting processes logs.</summary>
internal static partial class WarmLog
{
    [LoggerMessage(70, LogLevel.Debug, "Process {ProcessId} is started and waits for a run.")]
    public static partial void Kept(ILogger logger, int processId);

    [LoggerMessage(71, LogLevel.Debug, "A run takes process {ProcessId}, which was waiting for one.")]
    public static partial void Taken(ILogger logger, int processId);

    [LoggerMessage(72, LogLevel.Debug, "Process {ProcessId} waits no longer for a run: {Reason}.")]
    public static partial void Discarded(ILogger logger, int processId, string reason);

    [LoggerMessage(73, LogLevel.Warning, "Process {ProcessId} was to wait for a run, but did not start as a CLI does. Runs start their own.")]
    public static partial void Unhealthy(ILogger logger, int processId);

    [LoggerMessage(74, LogLevel.Warning, "No process could be started to wait for a run ({Problem}). Runs start their own.")]
    public static partial void NotStarted(ILogger logger, string problem);
}
