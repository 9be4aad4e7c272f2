using System.Net.Sockets;
using System.Text;
using Amp.Client.Channel;
using Amp.Client.Tests.Configuration;

namespace Amp.Client.Tests.Channel;

/// <summary>Whoever does not belong to a run is dropped, and holds nobody else up.</summary>
public sealed class RunChannelTests
{
    private const int Limit = 30_000;

    [Fact(Timeout = Limit)]
    public async Task A_peer_with_another_token_is_dropped_unheard()
    {
        var served = 0;
        await using var channel = Counting(() => served++);
        using var peer = Connect(channel);

        peer.Send(Hello(new byte[ChannelWire.TokenLength], "x"));

        Assert.Equal(0, await ReceiveAsync(peer));
        Assert.Equal(0, served);
    }

    [Fact(Timeout = Limit)]
    public async Task A_peer_with_the_token_is_served_and_one_with_another_purpose_is_not()
    {
        var served = 0;
        await using var channel = Counting(() => served++);
        using var other = Connect(channel);
        using var right = Connect(channel);

        other.Send(Hello(channel.Token, "y"));
        right.Send(Hello(channel.Token, "x"));

        Assert.Equal(0, await ReceiveAsync(other));
        Assert.Equal(1, await ReceiveAsync(right));
        Assert.Equal(1, served);
    }

    [Fact(Timeout = Limit)]
    public async Task A_peer_that_speaks_something_else_is_dropped()
    {
        var served = 0;
        await using var channel = Counting(() => served++);
        using var peer = Connect(channel);

        peer.Send(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: something\r\n\r\n"));

        Assert.Equal(0, await ReceiveAsync(peer));
        Assert.Equal(0, served);
    }

    [Fact(Timeout = Limit)]
    public async Task A_peer_that_says_nothing_is_dropped_after_ten_seconds_and_others_are_served_meanwhile()
    {
        var clock = new ManualClock();
        await using var channel = Counting(() => { }, clock);
        using var silent = Connect(channel);
        Assert.True(SpinWait.SpinUntil(() => clock.Waiting == 1, TimeSpan.FromSeconds(10)));
        using var right = Connect(channel);
        right.Send(Hello(channel.Token, "x"));
        Assert.Equal(1, await ReceiveAsync(right));

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(0, await ReceiveAsync(silent));
    }

    [Fact(Timeout = Limit)]
    public async Task There_are_never_more_connections_than_the_limit()
    {
        await using var channel = Counting(() => { });
        var peers = Enumerable.Range(0, RunChannel.MostConnections).Select(_ => Connect(channel)).ToList();
        using var further = Connect(channel);

        Assert.Equal(0, await ReceiveAsync(further));

        peers.ForEach(peer => peer.Dispose());
        Assert.True(await EventuallyServedAsync(channel));
    }

    [Fact(Timeout = Limit)]
    public async Task The_socket_is_this_users_alone_and_goes_with_the_channel()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var channel = Counting(() => { });
        var path = channel.Listener.Address[ChannelWire.UnixScheme.Length..];
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        await channel.CloseAsync();

        Assert.False(File.Exists(path));
    }

    private static OpenChannel Counting(Action served, TimeProvider? clock = null) => OpenChannel.Serving(
        "x",
        async (stream, token) =>
        {
            served();
            await stream.WriteAsync(new byte[1], token);
        },
        clock: clock);

    private static Socket Connect(OpenChannel channel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(channel.Listener.Address[ChannelWire.UnixScheme.Length..]));
        return socket;
    }

    private static byte[] Hello(byte[] token, string purpose) => [.. ChannelWire.Magic, .. token, (byte)purpose.Length, .. Encoding.ASCII.GetBytes(purpose)];

    private static async Task<int> ReceiveAsync(Socket peer)
    {
        try
        {
            return await peer.ReceiveAsync(new byte[1]);
        }
        catch (SocketException)
        {
            return 0;   // closed with something unread
        }
    }

    private static async Task<bool> EventuallyServedAsync(OpenChannel channel)
    {
        for (var i = 0; i < 100; i++)
        {
            using var peer = Connect(channel);
            try
            {
                peer.Send(Hello(channel.Token, "x"));
            }
            catch (SocketException)
            {
                continue;   // closed already
            }

            if (await ReceiveAsync(peer) == 1)
            {
                return true;
            }

            await Task.Delay(20);
        }

        return false;
    }
}
