using Microsoft.Extensions.Logging;

namespace Amp.Workspace.Git;

/// <summary>What running git logs.</summary>
internal static partial class GitLog
{
    [LoggerMessage(300, LogLevel.Trace, "'{Command}' in '{Folder}' ended with {ExitCode} after {ElapsedMs:0.#} ms.")]
    public static partial void Ran(ILogger logger, string command, string folder, int exitCode, double elapsedMs);

    [LoggerMessage(301, LogLevel.Debug, "'{Command}' met the lock of another process {Retries} time(s) and waited {DelayMs:0} ms in all.")]
    public static partial void Retried(ILogger logger, string command, int retries, double delayMs);

    [LoggerMessage(302, LogLevel.Debug, "Found git {Version} as '{Executable}'.")]
    public static partial void Found(ILogger logger, string version, string executable);
}
