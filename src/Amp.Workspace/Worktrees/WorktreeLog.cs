using Microsoft.Extensions.Logging;

namespace Amp.Workspace.Worktrees;

/// <summary>What is logged of worktrees.</summary>
internal static partial class WorktreeLog
{
    [LoggerMessage(320, LogLevel.Information, "Made the worktree '{Path}' at {Sha} in {ElapsedMs:0} ms.")]
    public static partial void Created(ILogger logger, string path, string sha, double elapsedMs);

    [LoggerMessage(321, LogLevel.Warning, "The worktree '{Path}' could not be made, and was taken back whole. {Problem}")]
    public static partial void RolledBack(ILogger logger, string path, string problem);

    [LoggerMessage(322, LogLevel.Information, "Removed the worktree '{Path}'. Salvage: {Salvage}.")]
    public static partial void Removed(ILogger logger, string path, string? salvage);

    [LoggerMessage(323, LogLevel.Warning, "'{File}' was not copied into the worktree: {Problem}")]
    public static partial void NotCopied(ILogger logger, string file, string problem);

    [LoggerMessage(324, LogLevel.Information, "'{Command}' in '{Folder}' ended with {ExitCode} after {ElapsedMs:0} ms. Its output ended: {Tail}")]
    public static partial void CommandRan(ILogger logger, string command, string folder, int exitCode, double elapsedMs, string tail);

    [LoggerMessage(325, LogLevel.Warning, "A process that ended had left the worktree '{Path}' half {Phase}. {Remedy}")]
    public static partial void Recovered(ILogger logger, string path, string phase, string remedy);

    [LoggerMessage(326, LogLevel.Warning, "The crash that left '{Path}' behind cannot be cleaned up yet: {Problem}")]
    public static partial void NotRecovered(ILogger logger, string path, string problem);

    [LoggerMessage(327, LogLevel.Warning, "The cleanup command '{Command}' of '{Path}' failed: {Problem}. The removal goes on.")]
    public static partial void CleanupFailed(ILogger logger, string command, string path, string problem);

    [LoggerMessage(328, LogLevel.Information, "Took up the worktree '{Path}': {How}.")]
    public static partial void Resumed(ILogger logger, string path, WorktreeResumption how);

    [LoggerMessage(329, LogLevel.Warning, "The worktree '{Path}' cannot be looked through, and stays as it is: {Problem}")]
    public static partial void NotLookedAt(ILogger logger, string path, string problem);
}
