using Microsoft.Extensions.Logging;

namespace Amp.Client.Channel;

/// <summary>What a run's channel logs: never what passes through it.</summary>
internal static partial class ChannelLog
{
    [LoggerMessage(120, LogLevel.Warning, "A process connected to the channel of a run without belonging to it, and was dropped.")]
    public static partial void PeerDropped(ILogger logger);

    [LoggerMessage(121, LogLevel.Warning, "A run's channel has {Most} connections already; a further one was closed.")]
    public static partial void TooManyConnections(ILogger logger, int most);

    [LoggerMessage(122, LogLevel.Warning, "What a run's channel serves has failed.")]
    public static partial void ServerFailed(ILogger logger, Exception failure);
}
