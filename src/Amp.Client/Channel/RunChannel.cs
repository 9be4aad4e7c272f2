using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Channel;

/// <summary>The private line between one run and this process: brokers that the CLI starts connect to it, prove that they belong to the run, and say what for.</summary>
/// <remarks>Safe to use from any thread. A peer that says nothing, too much or the wrong thing is dropped; it cannot hold up the others.</remarks>
internal sealed class RunChannel : IAsyncDisposable
{
    /// <summary>How many connections there may be at once. The CLI asks for permissions one after the other; each MCP server takes one.</summary>
    public const int MostConnections = 64;

    // A broker says who it is as soon as it is connected.
    private static readonly TimeSpan HelloLimit = TimeSpan.FromSeconds(10);

    // What is served has been told to stop; whoever does not listen is left behind.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AfterBrokenConnection = TimeSpan.FromMilliseconds(20);

    private readonly ChannelListener _listener;
    private readonly IReadOnlyDictionary<string, Func<Stream, CancellationToken, Task>> _servers;
    private readonly byte[] _token;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _connections = [];
    private readonly Task _accepting;
    private readonly Lock _closing = new();
    private Task? _close;

    /// <summary>Begins to serve.</summary>
    /// <param name="listener">Where; disposed with this.</param>
    /// <param name="token">What a broker has to say, <see cref="ChannelWire.TokenLength"/> bytes.</param>
    /// <param name="servers">Who serves which purpose. The stream is closed when the task ends.</param>
    /// <param name="clock">Measures time.</param>
    /// <param name="logger">Where to report.</param>
    public RunChannel(ChannelListener listener, byte[] token, IReadOnlyDictionary<string, Func<Stream, CancellationToken, Task>> servers, TimeProvider clock, ILogger logger)
    {
        (_listener, _token, _servers, _clock, _logger) = (listener, token, servers, clock, logger);
        _accepting = AcceptAsync();
    }

    /// <summary>Takes no more connections, stops what is served and closes all. Bounded; may be called more than once.</summary>
    public ValueTask DisposeAsync()
    {
        // One closing for all who ask, so that it is closed when any of them goes on.
        lock (_closing)
        {
            return new(_close ??= CloseAsync());
        }
    }

    private async Task CloseAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _listener.DisposeAsync().ConfigureAwait(false);
        Task[] open;
        lock (_connections)
        {
            open = [.. _connections];
        }

        await Task.WhenAll(open).WaitAsync(StopLimit, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var stream = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
            if (stream is null)
            {
                // Whatever was wrong with that one may be wrong with the next, too: out of handles, for example.
                await Task.Delay(AfterBrokenConnection, _clock, _stop.Token).ConfigureAwait(false);
                continue;
            }

            await TakeAsync(stream).ConfigureAwait(false);
        }
    }

    private async Task TakeAsync(Stream stream)
    {
        Task? connection = null;
        lock (_connections)
        {
            if (_connections.Count < MostConnections)
            {
                connection = Task.Run(() => ServeAsync(stream), CancellationToken.None);
                _connections.Add(connection);
            }
        }

        if (connection is null)
        {
            ChannelLog.TooManyConnections(_logger, MostConnections);
            await stream.DisposeAsync().ConfigureAwait(false);
            return;
        }

        _ = connection.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Forget(Task connection)
    {
        lock (_connections)
        {
            _connections.Remove(connection);
        }
    }

    private async Task ServeAsync(Stream stream)
    {
        await using var scope = stream.ConfigureAwait(false);
        try
        {
            if (await ReadHelloAsync(stream).ConfigureAwait(false) is not { } purpose || !_servers.TryGetValue(purpose, out var serve))
            {
                ChannelLog.PeerDropped(_logger);
                return;
            }

            await serve(stream, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or TimeoutException)
        {
            // The broker has gone, or the run is over.
        }
#pragma warning disable CA1031 // A server that fails ends its own connection, and no other.
        catch (Exception e)
#pragma warning restore CA1031
        {
            ChannelLog.ServerFailed(_logger, e);
        }
    }

    /// <returns>The purpose; <see langword="null"/> when the peer does not belong to the run, or did not say so in time.</returns>
    private async Task<string?> ReadHelloAsync(Stream stream)
    {
        using var limit = new CancellationTokenSource(HelloLimit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        var head = new byte[ChannelWire.Magic.Length + ChannelWire.TokenLength + 1];
        await stream.ReadExactlyAsync(head, either.Token).ConfigureAwait(false);
        var isOurs = head.AsSpan().StartsWith(ChannelWire.Magic)
            && CryptographicOperations.FixedTimeEquals(head.AsSpan(ChannelWire.Magic.Length, ChannelWire.TokenLength), _token);
        var length = head[^1];
        if (!isOurs || length is 0 or > ChannelWire.LongestPurpose)
        {
            return null;
        }

        var purpose = new byte[length];
        await stream.ReadExactlyAsync(purpose, either.Token).ConfigureAwait(false);
        return System.Text.Encoding.ASCII.GetString(purpose);
    }
}
