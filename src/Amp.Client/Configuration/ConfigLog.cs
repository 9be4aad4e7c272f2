using Microsoft.Extensions.Logging;

namespace Amp.Client.Configuration;

/// <summary>What is logged about configurations.</summary>
internal static partial class ConfigLog
{
    [LoggerMessage(110, LogLevel.Warning, "The configuration {Path} could not be read and was set aside as {Aside}. Restored from: {Backup}", EventName = "ConfigRecovered")]
    public static partial void Recovered(ILogger logger, string path, string aside, string backup);

    [LoggerMessage(111, LogLevel.Warning, "A change of the configuration {Path} was noticed but could not be announced.", EventName = "ConfigChangeFailed")]
    public static partial void ChangeFailed(ILogger logger, Exception exception, string path);
}
