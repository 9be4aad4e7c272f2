using Microsoft.Extensions.Logging;

namespace Amp.Client.Conversations;

/// <summary>What conversations log. Prompts and messages are not among it.</summary>
internal static partial class ConversationLog
{
    [LoggerMessage(60, LogLevel.Information, "Process {ProcessId}: a turn ended. Failed: {IsError}. Kind: {ErrorKind}. Time: {WallMs} ms.")]
    public static partial void TurnEnded(ILogger logger, int processId, bool isError, AmpErrorKind? errorKind, long wallMs);

    [LoggerMessage(61, LogLevel.Warning, "Process {ProcessId}: a turn made no result. {Problem}")]
    public static partial void TurnFailed(ILogger logger, int processId, string problem);

    [LoggerMessage(62, LogLevel.Information, "The conversation on thread {ThreadId} goes on in a new process.")]
    public static partial void Reopened(ILogger logger, AmpThreadId? threadId);
}
