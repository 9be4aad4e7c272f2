using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amp.Client.Permissions;
using Amp.Client.Processes;
using Amp.Client.Settings;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Channel;

/// <summary>A run's channel that is ready to be opened: where it will be is known, and nothing is there yet.</summary>
internal sealed class PreparedChannel
{
    private readonly RunFolder _folder;
    private readonly BrokerProgram _broker;
    private readonly Dictionary<string, Func<Stream, CancellationToken, Task>> _servers = new(StringComparer.Ordinal);

    private PreparedChannel(RunFolder folder, BrokerProgram broker) => (_folder, _broker) = (folder, broker);

    /// <summary>The executable by which the CLI reaches the channel: without arguments to ask for a permission, with <c>mcp name</c> to reach a server.</summary>
    public string BrokerPath => BrokerLauncher.PathIn(_folder.Path);

    /// <summary>The same for the permissions of sub-agents.</summary>
    public string SubagentBrokerPath => BrokerLauncher.PathIn(_folder.Path, isForSubagents: true);

    /// <summary>How long a broker waits for an answer about a permission, before it gives up by itself.</summary>
    public TimeSpan AnswerLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Brings tool calls to the channel; <see langword="null"/> when nobody is to be asked.</summary>
    public PermissionRouting? Routing { get; set; }

    /// <summary>What the servers of the run are told about it.</summary>
    public AmpToolServerContext? ToolServerContext { get; set; }

    /// <summary>Chooses a place.</summary>
    /// <param name="client">Says where the broker is.</param>
    /// <param name="directory">The run's working directory: the place is outside of its repository.</param>
    /// <param name="folders">Where it may be.</param>
    /// <exception cref="AmpConfigurationException">There is no broker, nothing to run it with, or no private place.</exception>
    public static PreparedChannel In(AmpClientOptions client, string directory, RunFolders folders) => new(
        folders.Choose(Workspace.At(directory).Root, OperatingSystem.IsWindows() ? int.MaxValue : ChannelListener.LongestFolder),
        BrokerProgram.Find(client.BrokerPath));

    /// <summary>Has a purpose served. The stream is closed when the task ends.</summary>
    public void Serve(string purpose, Func<Stream, CancellationToken, Task> serve) => _servers.Add(purpose, serve);

    /// <summary>Starts a process that uses a channel: it is open before the process starts, and closed and gone when the process has ended or could not be started.</summary>
    /// <param name="channel">The channel, or <see langword="null"/> when the run needs none.</param>
    /// <param name="start">Starts the process.</param>
    /// <param name="clock">Measures time.</param>
    /// <param name="logger">Where the channel reports.</param>
    public static IAmpProcess Start(PreparedChannel? channel, Func<IAmpProcess> start, TimeProvider clock, ILogger logger) =>
        channel is null ? start() : channel.OpenAndStart(start, clock, logger);

    private ProcessWithChannel OpenAndStart(Func<IAmpProcess> start, TimeProvider clock, ILogger logger)
    {
        var open = Open(clock, logger);
        try
        {
            return new(start(), open, _folder);
        }
        catch
        {
            _ = open.DisposeAsync().AsTask();
            _folder.Delete();
            throw;
        }
    }

    /// <exception cref="AmpConfigurationException">It cannot be opened.</exception>
    private RunChannel Open(TimeProvider clock, ILogger logger)
    {
        try
        {
            PrivateFiles.CreateFolder(_folder.Path);
            RunFolderOwner.Current.Write(_folder.Path);
            var token = RandomNumberGenerator.GetBytes(ChannelWire.TokenLength);
            var listener = ChannelListener.In(_folder.Path);
            var seconds = (long)Math.Ceiling(AnswerLimit.TotalSeconds);
            PrivateFiles.Write(
                Path.Combine(_folder.Path, ChannelWire.FileName),
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{listener.Address}\n{Convert.ToHexString(token)}\n{seconds}\n")));
            BrokerLauncher.Write(_folder.Path, _broker);
            return new(listener, token, _servers, clock, logger);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _folder.Delete();
            throw new AmpConfigurationException($"The private channel of the run cannot be opened in '{_folder.Path}': {e.Message}", e);
        }
    }
}
