using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Amp.Client.Channel;

/// <summary>A socket in a private folder, which only this user may connect to.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixSocketListener : ChannelListener
{
    private const string FileName = "s";

    private const int Backlog = 128;

    private readonly Socket _socket;

    public UnixSocketListener(string folder)
    {
        var path = Path.Combine(folder, FileName);
        Address = ChannelWire.UnixScheme + path;
        _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            _socket.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            _socket.Listen(Backlog);
        }
        catch (SocketException e)
        {
            _socket.Dispose();
            throw new IOException($"Nobody can listen at '{path}': {e.Message}", e);
        }
    }

    public override string Address { get; }

    public override async Task<Stream?> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new NetworkStream(await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false), ownsSocket: true);
        }
        catch (SocketException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();   // takes its file away, too
        return ValueTask.CompletedTask;
    }
}
