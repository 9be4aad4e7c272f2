using System.Net.Sockets;
using System.Text;

namespace Amp.Client.Broker;

/// <summary>Asks the application that runs the CLI whether a tool may run (no arguments), or connects the CLI to a tool server of that application (<c>mcp name</c>).</summary>
/// <remarks>
/// Started by the CLI with the protocol of its rule <c>delegate</c>: it must read all of its standard input, and answers 0 to allow, or 2 to reject with the reason on
/// standard error. Whatever goes wrong here rejects.
/// </remarks>
internal static class Program
{
    private static readonly TimeSpan InputLimit = TimeSpan.FromMinutes(1);

    // On Windows, where it is copied, because a rule can name no argument.
    private static bool IsCalledForSubagent => Path.GetFileNameWithoutExtension(Environment.ProcessPath)?.EndsWith("-subagent", StringComparison.Ordinal) is true;

    public static int Main(string[] args)
    {
        var file = args is ["--channel", var path, ..] ? path : Path.Combine(AppContext.BaseDirectory, Channel.ChannelWire.FileName);
        return args[(args is ["--channel", _, ..] ? 2 : 0)..] switch
        {
            ["mcp", var server] => Relay(file, server),
            ["subagent"] => Ask(file, Channel.ChannelWire.SubagentPermission),
            [] when IsCalledForSubagent => Ask(file, Channel.ChannelWire.SubagentPermission),
            _ => Ask(file, Channel.ChannelWire.Permission),
        };
    }

    private static int Ask(string file, string purpose)
    {
        using var watchdog = new Watchdog(InputLimit, Rejection.InputNotEnded);
        try
        {
            // Before anything else: a CLI whose input is not read crashes.
            var request = PermissionRequest.Read();
            var address = ChannelFile.Read(file);
            watchdog.Restart(address.AnswerLimit, Rejection.NoAnswer);
            using var connection = Connection.Open(address, purpose);
            var (verdict, reason) = request.AskOver(connection);
            watchdog.Dispose();
            return verdict == Channel.ChannelWire.Allow ? verdict : Rejection.Give(reason);
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException or InvalidDataException or TimeoutException)
        {
            watchdog.Dispose();
            return Rejection.Give(e is InvalidDataException ? e.Message : Rejection.HostGone);
        }
    }

    private static int Relay(string file, string server)
    {
        try
        {
            using var connection = Connection.Open(ChannelFile.Read(file), Channel.ChannelWire.StreamPrefix + server);
            StreamRelay.Run(connection);
            return 0;
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException or InvalidDataException or TimeoutException)
        {
            Console.OpenStandardError().Write(Encoding.UTF8.GetBytes($"The application that serves the tools of '{server}' cannot be reached.\n"));
            return 1;
        }
    }
}
