using Amp.Client.Settings;

namespace Amp.Client.Channel;

/// <summary>Gives a run its channel, if it needs one.</summary>
internal static class RunChannels
{
    /// <param name="request">The run; gets the MCP configuration by which the CLI reaches the tool servers.</param>
    /// <param name="client">The client's options.</param>
    /// <param name="directory">The full path of the run's working directory.</param>
    /// <param name="folders">Where the channel may be.</param>
    /// <param name="redact">Takes the run's secrets out of a text.</param>
    /// <returns><see langword="null"/> when nothing has to be asked or served.</returns>
    /// <exception cref="AmpConfigurationException">It needs one and cannot have it.</exception>
    public static PreparedChannel? Prepare(ref AmpRequest request, AmpClientOptions client, string directory, RunFolders folders, Func<string, string> redact)
    {
        var options = request.Options;
        if (options.ToolServers.Count == 0)
        {
            return null;
        }

        var channel = PreparedChannel.In(client, directory, folders);
        var context = channel.ToolServerContext = new() { WorkingDirectory = directory, Thread = request.Thread, Redact = redact };
        foreach (var server in options.ToolServers)
        {
            channel.Serve(ChannelWire.StreamPrefix + server.Name, (stream, cancellationToken) => server.ServeAsync(stream, context, cancellationToken));
        }

        request = request with { Options = options with { McpConfig = ToolServerConfig.Merge(options.McpConfig, options.ToolServers, channel.BrokerPath, directory) } };
        return channel;
    }
}
