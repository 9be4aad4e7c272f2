using Amp.Client.Permissions;
using Amp.Client.Settings;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Channel;

/// <summary>Gives a run its channel, if it needs one.</summary>
/// <param name="client">The client's options.</param>
/// <param name="folders">Where channels may be.</param>
/// <param name="clock">Measures time.</param>
/// <param name="logger">Where to report.</param>
internal sealed class RunChannels(AmpClientOptions client, RunFolders folders, TimeProvider clock, ILogger logger)
{
    // The handler's own limit comes first. This one is for a host that is stopped, or too busy to keep it.
    private static readonly TimeSpan BrokersPatience = TimeSpan.FromSeconds(30);

    /// <param name="request">The run; gets the MCP configuration by which the CLI reaches the tool servers.</param>
    /// <param name="directory">The full path of the run's working directory.</param>
    /// <param name="redact">Takes the run's secrets out of a text.</param>
    /// <param name="asking">Learns how long decisions are waited for.</param>
    /// <returns><see langword="null"/> when nothing has to be asked or served.</returns>
    /// <exception cref="AmpConfigurationException">It needs one and cannot have it.</exception>
    public PreparedChannel? Prepare(ref AmpRequest request, string directory, Func<string, string> redact, AskingTime asking)
    {
        var options = request.Options;
        if (options.ToolServers.Count == 0 && options.OnPermission is null)
        {
            return null;
        }

        var channel = PreparedChannel.In(client, directory, folders);
        if (options.OnPermission is { } handler)
        {
            channel.Routing = new(options.Permissions.Scope, channel.BrokerPath, channel.SubagentBrokerPath);
            ServePermissions(channel, new(handler, options.Permissions, directory, asking, clock, logger));
            channel.AnswerLimit = options.Permissions.Timeout + BrokersPatience;
        }

        if (options.ToolServers.Count == 0)
        {
            return channel;
        }

        var context = channel.ToolServerContext = new() { WorkingDirectory = directory, Thread = request.Thread, Redact = redact };
        foreach (var server in options.ToolServers)
        {
            channel.Serve(ChannelWire.StreamPrefix + server.Name, (stream, cancellationToken) => server.ServeAsync(stream, context, cancellationToken));
        }

        request = request with { Options = options with { McpConfig = ToolServerConfig.Merge(options.McpConfig, options.ToolServers, channel.BrokerPath, directory) } };
        return channel;
    }

    private static void ServePermissions(PreparedChannel channel, PermissionDesk desk)
    {
        channel.Serve(ChannelWire.Permission, (stream, cancellationToken) => desk.ServeAsync(stream, isSubagent: null, cancellationToken));
        channel.Serve(ChannelWire.SubagentPermission, (stream, cancellationToken) => desk.ServeAsync(stream, isSubagent: true, cancellationToken));
    }
}
