namespace Amp.Client.Tests.Channel;

public sealed class ToolServerTests
{
    private const int Limit = 30_000;

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_broker_carries_a_stream_to_the_server_of_its_name_and_back(bool usesPipe)
    {
        var server = new EchoServer("echo");
        var context = new AmpToolServerContext { WorkingDirectory = "/w" };
        await using var channel = OpenChannel.Serving("stream:echo", (stream, token) => server.ServeAsync(stream, context, token), usesPipe);

        var (exitCode, output, errors) = await channel.RunBrokerAsync("one\ntwo\n", "mcp", "echo");

        Assert.Equal("ONE\nTWO\n", output);
        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_of_another_name_is_not_reached()
    {
        var server = new EchoServer("echo");
        await using var channel = OpenChannel.Serving("stream:echo", (stream, token) => server.ServeAsync(stream, new() { WorkingDirectory = "/w" }, token));

        var (_, output, _) = await channel.RunBrokerAsync("one\n", "mcp", "other");

        Assert.Equal("", output);
        Assert.Equal(0, server.Connections);
    }
}
