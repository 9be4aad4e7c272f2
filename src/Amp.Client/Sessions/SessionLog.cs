using Microsoft.Extensions.Logging;

namespace Amp.Client.Sessions;

/// <summary>What is logged about sessions. Prompts and messages are not among it.</summary>
internal static partial class SessionLog
{
    [LoggerMessage(600, LogLevel.Information, "Opened {Folder}: {Sessions} sessions, {Interrupted} of them with a turn that its host did not live to see the end of.")]
    public static partial void Opened(ILogger logger, string folder, int sessions, int interrupted);

    [LoggerMessage(601, LogLevel.Warning, "'{File}' ended in the middle of an event. It was cut to {Length} bytes, {Bytes} less: what was shown to anybody is all there.")]
    public static partial void TailCut(ILogger logger, string file, long length, int bytes);

    [LoggerMessage(602, LogLevel.Error, "The session in '{Folder}' cannot be read, and is left as it is.")]
    public static partial void Unreadable(ILogger logger, Exception exception, string folder);

    [LoggerMessage(603, LogLevel.Debug, "Session {Session} sleeps: it was idle for {Idle}.")]
    public static partial void FellAsleep(ILogger logger, AmpSessionId session, TimeSpan idle);

    [LoggerMessage(604, LogLevel.Information, "Session {Session}: the turn of {Message} ended. {Outcome}, {ErrorKind}.")]
    public static partial void TurnEnded(ILogger logger, AmpSessionId session, string message, AmpTurnOutcome outcome, AmpErrorKind? errorKind);

    [LoggerMessage(605, LogLevel.Error, "Session {Session}: the log cannot be written. {Consequence}")]
    public static partial void WriteFailed(ILogger logger, Exception exception, AmpSessionId session, string consequence);

    [LoggerMessage(606, LogLevel.Information, "The environment has changed from {From} to {To}: {Stopped} turns are stopped.")]
    public static partial void EnvironmentChanged(ILogger logger, string from, string to, int stopped);

    [LoggerMessage(607, LogLevel.Warning, "Session {Session} was deleted, but not all of its files. The next host deletes the rest.")]
    public static partial void NotRemoved(ILogger logger, Exception exception, AmpSessionId session);
}
