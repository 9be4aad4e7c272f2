using Microsoft.Extensions.Logging;

namespace Amp.Client.Permissions;

/// <summary>What is logged of decisions about tool calls: never their input, and never a reason that the application gave.</summary>
internal static partial class PermissionLog
{
    [LoggerMessage(130, LogLevel.Debug, "Tool call {Tool} ({ToolUseId}) was decided on. Allowed: {IsAllowed}. Remembered: {IsRemembered}.")]
    public static partial void Decided(ILogger logger, string tool, string? toolUseId, bool isAllowed, bool isRemembered);

    [LoggerMessage(131, LogLevel.Warning, "Tool call {Tool} ({ToolUseId}) was rejected without a decision. {Reason}")]
    public static partial void Undecided(ILogger logger, string tool, string? toolUseId, string reason);

    [LoggerMessage(132, LogLevel.Error, "Tool call {Tool} ({ToolUseId}) was rejected because the permission handler failed.")]
    public static partial void HandlerFailed(ILogger logger, string tool, string? toolUseId, Exception failure);

    [LoggerMessage(133, LogLevel.Warning, "A tool call was rejected because the question about it was malformed: {Problem}")]
    public static partial void Malformed(ILogger logger, string problem);
}
