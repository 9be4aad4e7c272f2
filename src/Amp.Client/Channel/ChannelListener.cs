namespace Amp.Client.Channel;

/// <summary>Waits for connections from processes of this user.</summary>
internal abstract class ChannelListener : IAsyncDisposable
{
    /// <summary>How long the path of the folder may be, in bytes: with the socket in it, macOS has room for 104 and the end mark, Linux for 108.</summary>
    public const int LongestFolder = 101;

    /// <summary>Where a broker finds it: a scheme of <see cref="ChannelWire"/> and what follows.</summary>
    public abstract string Address { get; }

    /// <summary>Listens where the system does it best.</summary>
    /// <param name="folder">A folder that is this user's alone.</param>
    /// <exception cref="IOException">It cannot.</exception>
    public static ChannelListener In(string folder) => OperatingSystem.IsWindows() ? new NamedPipeListener() : new UnixSocketListener(folder);

    /// <summary>Waits for the next connection.</summary>
    /// <returns><see langword="null"/> when that one broke at once.</returns>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public abstract Task<Stream?> AcceptAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
