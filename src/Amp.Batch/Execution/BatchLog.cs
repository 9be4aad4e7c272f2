using Microsoft.Extensions.Logging;

namespace Amp.Batch.Execution;

internal static partial class BatchLog
{
    [LoggerMessage(701, LogLevel.Information, "Batch {BatchId} begins: {Left} of {Total} cells to run, {Concurrency} at once")]
    public static partial void Began(ILogger logger, string batchId, int left, int total, int concurrency);

    [LoggerMessage(702, LogLevel.Information, "Cell {CellId} of batch {BatchId} ended: {Outcome} {ErrorKind} after {Attempts} attempts")]
    public static partial void CellEnded(ILogger logger, string batchId, string cellId, BatchOutcome outcome, Client.AmpErrorKind? errorKind, int attempts);

    [LoggerMessage(703, LogLevel.Warning, "Batch {BatchId}: the service refused ({ErrorKind}), nothing is started for {Delay}")]
    public static partial void BackingOff(ILogger logger, string batchId, Client.AmpErrorKind? errorKind, TimeSpan delay);

    [LoggerMessage(704, LogLevel.Warning, "Batch {BatchId}: the worktree '{Path}' stays, for the reaper: {Reason}")]
    public static partial void WorktreeStays(ILogger logger, string batchId, string path, string reason);

    [LoggerMessage(705, LogLevel.Information, "Batch {BatchId}: {Worktrees} worktrees and {Processes} processes of a host that died were cleaned up")]
    public static partial void CleanedUp(ILogger logger, string batchId, int worktrees, int processes);

    [LoggerMessage(706, LogLevel.Information, "Batch {BatchId} ended: {Done} of {Total} cells are done. {Why}")]
    public static partial void Ended(ILogger logger, string batchId, int done, int total, string? why);

    [LoggerMessage(707, LogLevel.Warning, "Batch {BatchId}: whoever follows its progress threw")]
    public static partial void ProgressFailed(ILogger logger, string batchId, Exception exception);

    [LoggerMessage(708, LogLevel.Error, "Cell {CellId} of batch {BatchId} failed in a way that nobody expected")]
    public static partial void CellFailed(ILogger logger, string batchId, string cellId, Exception exception);
}
