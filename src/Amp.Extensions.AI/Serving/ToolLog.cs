using Microsoft.Extensions.Logging;

namespace Amp.Extensions.AI;

/// <summary>What is logged about calls: never what goes in or comes out.</summary>
internal static partial class ToolLog
{
    [LoggerMessage(600, LogLevel.Debug, "The agent calls {Tool}.")]
    public static partial void Called(ILogger logger, string tool);

    [LoggerMessage(601, LogLevel.Debug, "{Tool} has answered after {Milliseconds} ms.")]
    public static partial void Answered(ILogger logger, string tool, long milliseconds);

    [LoggerMessage(602, LogLevel.Warning, "{Tool} has failed after {Milliseconds} ms. The agent was told the message.")]
    public static partial void Failed(ILogger logger, Exception failure, string tool, long milliseconds);

    [LoggerMessage(603, LogLevel.Warning, "{Tool} was given up after {Limit}, its time limit.")]
    public static partial void TimedOut(ILogger logger, string tool, TimeSpan limit);

    [LoggerMessage(604, LogLevel.Debug, "{Tool} was cancelled after {Milliseconds} ms: the agent gave the call up, or the run has ended.")]
    public static partial void Cancelled(ILogger logger, string tool, long milliseconds);

    [LoggerMessage(605, LogLevel.Warning, "{Count} calls of {Server} do not listen to their token, and go on though the run has ended.")]
    public static partial void LeftBehind(ILogger logger, string server, int count);
}
