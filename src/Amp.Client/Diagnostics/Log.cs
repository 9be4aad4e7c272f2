using Amp.Streaming;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Diagnostics;

/// <summary>Everything that this package logs. Prompts, messages and environments are not among it.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Started {Executable} (found by {FoundBy}) as process {ProcessId} in {WorkingDirectory}.")]
    public static partial void RunStarted(ILogger logger, string executable, string foundBy, int processId, string workingDirectory);

    [LoggerMessage(2, LogLevel.Information, "Process {ProcessId}: the run ended. Failed: {IsError}. Kind: {ErrorKind}. Exit code: {ExitCode}. Time: {WallMs} ms.")]
    public static partial void RunEnded(ILogger logger, int processId, bool isError, AmpErrorKind? errorKind, int? exitCode, long wallMs);

    [LoggerMessage(3, LogLevel.Warning, "Process {ProcessId}: the run made no result. {Problem}")]
    public static partial void RunFailed(ILogger logger, int processId, string problem);

    [LoggerMessage(4, LogLevel.Warning, "Line {LineNumber} at byte {ByteOffset} could not be read ({Reason}). It begins: {Sample}")]
    public static partial void MalformedLine(ILogger logger, long lineNumber, long byteOffset, MalformedLineReason reason, string sample);

    [LoggerMessage(5, LogLevel.Warning, "Process {ProcessId}: the CLI will not say another word, so it was ended ({Kind}). {Reason}")]
    public static partial void RunStalled(ILogger logger, int processId, AmpErrorKind kind, string reason);

    [LoggerMessage(40, LogLevel.Warning, "'{File}': the CLI drops permission rule {Index}, or it can never match. {Problem}")]
    public static partial void UserRuleMalformed(ILogger logger, string file, int index, string problem);

    [LoggerMessage(41, LogLevel.Warning, "The repository's settings '{File}' win over those of the run: it {Effect}")]
    public static partial void SettingOverridden(ILogger logger, string file, string effect);

    [LoggerMessage(42, LogLevel.Information, "'{File}' lets every tool run, which would switch the permission rules of the run off. For the run a last rule that allows everything stands in its place.")]
    public static partial void AllowAllReplaced(ILogger logger, string file);

    [LoggerMessage(43, LogLevel.Information, "Deleted '{Folder}', which a process that has ended had left behind.")]
    public static partial void RunFolderReaped(ILogger logger, string folder);
}
