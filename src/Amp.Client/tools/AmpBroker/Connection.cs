using System.IO.Pipes;
using System.Net.Sockets;
using System.Text;
using Amp.Client.Channel;

namespace Amp.Client.Broker;

/// <summary>A connection to the host.</summary>
internal sealed class Connection : IDisposable
{
    private const int ConnectLimitMs = 10_000;

    private readonly Socket? _socket;

    private Connection(Stream stream, Socket? socket) => (Stream, _socket) = (stream, socket);

    public Stream Stream { get; }

    /// <exception cref="IOException">The host is gone.</exception>
    /// <exception cref="SocketException">The host is gone.</exception>
    public static Connection Open(ChannelFile file, string purpose)
    {
        var connection = Connect(file.Address);
        var hello = new byte[ChannelWire.Magic.Length + ChannelWire.TokenLength + 1 + purpose.Length];
        ChannelWire.Magic.CopyTo(hello);
        file.Token.CopyTo(hello, ChannelWire.Magic.Length);
        hello[ChannelWire.Magic.Length + ChannelWire.TokenLength] = (byte)purpose.Length;
        Encoding.ASCII.GetBytes(purpose, hello.AsSpan()[^purpose.Length..]);
        connection.Stream.Write(hello);
        return connection;
    }

    /// <summary>Says that nothing more will be sent. A pipe cannot: it is closed when both directions are done.</summary>
    public void EndSending() => _socket?.Shutdown(SocketShutdown.Send);

    public void Dispose() => Stream.Dispose();

    private static Connection Connect(string address)
    {
        if (address.StartsWith(ChannelWire.UnixScheme, StringComparison.Ordinal))
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { SendTimeout = ConnectLimitMs };
            socket.Connect(new UnixDomainSocketEndPoint(address[ChannelWire.UnixScheme.Length..]));
            return new(new NetworkStream(socket, ownsSocket: true), socket);
        }

        var pipe = new NamedPipeClientStream(".", address[ChannelWire.PipeScheme.Length..], PipeDirection.InOut);
        pipe.Connect(ConnectLimitMs);
        return new(pipe, null);
    }
}
