using System.Text.Json;
using Amp.Testing;

namespace Amp.Client.Tests.Mcp;

/// <summary>Servers that are described by types: what the CLI gets, and what is refused before it is started.</summary>
public sealed class AmpMcpServerTests
{
    private static readonly Uri Web = new("https://me:sgamp_password@mcp.example/v1?key=sgamp_query");

    [Fact(Timeout = 30_000)]
    public async Task What_the_CLI_gets_is_one_private_file_with_all_servers_in_the_form_that_it_reads()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.Starts().Hangs());
        await using var client = new AmpClient(new() { CliPath = amp.Path });
        await using var run = await client.StartAsync(new()
        {
            Prompt = "hi",
            Options = new()
            {
                McpConfig = """{"raw":{"command":"raw-program"}}""",
                McpServers = new Dictionary<string, AmpMcpServer>
                {
                    ["tool"] = AmpMcpServer.Stdio("node", "a b", "--x") with { EnvironmentVariables = new Dictionary<string, string> { ["KEY"] = "sgamp_env" } },
                    ["web"] = AmpMcpServer.Http(Web) with
                    {
                        Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer sgamp_header" },
                        Transport = "sse",
                        OAuth = new() { ClientId = "me", ClientSecret = "sgamp_oauth", AuthorizationUrl = Web, TokenUrl = Web, Scopes = ["read"], RedirectUrl = Web },
                    },
                },
            },
        });

        var arguments = (await amp.WaitForRunsAsync(1))[0].Arguments;
        var file = Assert.Single(arguments, argument => argument.StartsWith("--mcp-config=", StringComparison.Ordinal))["--mcp-config=".Length..];
        Assert.DoesNotContain(arguments, argument => argument.Contains("sgamp_", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.Equal(
            """
            {"raw":{"command":"raw-program"},"tool":{"command":"node","args":["a b","--x"],"env":{"KEY":"sgamp_env"}},"web":{"url":"URL","headers":{"Authorization":"Bearer sgamp_header"},"transport":"sse","oauth":{"clientId":"me","clientSecret":"sgamp_oauth","authUrl":"URL","tokenUrl":"URL","scopes":["read"],"redirectUrl":"URL"}}}
            """.Replace("URL", Web.AbsoluteUri, StringComparison.Ordinal).Trim(),
            json.RootElement.GetRawText());

        await run.DisposeAsync();
        Assert.False(File.Exists(file));
    }

    public static TheoryData<string, AmpMcpServer, string> Refused => new()
    {
        { "a b", AmpMcpServer.Stdio("node"), "would change" },
        { "a__b", AmpMcpServer.Stdio("node"), "would change" },
        { "", AmpMcpServer.Stdio("node"), "would change" },
        { "a", AmpMcpServer.Stdio(" "), "blank Command" },
        { "a", AmpMcpServer.Stdio("node", null!, "x"), "argument that is null" },
        { "a", AmpMcpServer.Stdio("node") with { EnvironmentVariables = new Dictionary<string, string> { ["A=B"] = "x" } }, "environment variable" },
        { "a", AmpMcpServer.Stdio("node") with { EnvironmentVariables = new Dictionary<string, string> { ["A"] = null! } }, "'A'" },
        { "a", AmpMcpServer.Http(new("relative", UriKind.Relative)), "Url that is no absolute" },
        { "a", AmpMcpServer.Http(new("ftp://example/")), "Url that is no absolute" },
        { "a", AmpMcpServer.Http(Web) with { Headers = new Dictionary<string, string> { ["bad name"] = "x" } }, "'bad name'" },
        { "a", AmpMcpServer.Http(Web) with { Headers = new Dictionary<string, string> { ["X"] = "sgamp_1\r\nY: 2" } }, "several lines" },
        { "a", AmpMcpServer.Http(Web) with { Transport = "" }, "Transport" },
        { "a", AmpMcpServer.Http(Web) with { OAuth = new() { ClientId = "", AuthorizationUrl = Web, TokenUrl = Web } }, "OAuth.ClientId" },
        { "a", AmpMcpServer.Http(Web) with { OAuth = new() { ClientId = "x", AuthorizationUrl = new("x", UriKind.Relative), TokenUrl = Web } }, "OAuth.AuthorizationUrl" },
        { "a", AmpMcpServer.Http(Web) with { OAuth = new() { ClientId = "x", AuthorizationUrl = Web, TokenUrl = Web, Scopes = [""] } }, "OAuth.Scopes" },
        { "a", null!, "null" },
    };

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Refused))]
    public async Task A_server_that_cannot_work_is_refused_before_anything_is_started(string name, AmpMcpServer server, string why)
    {
        await using var client = new AmpClient(new() { CliPath = "/no/such/amp" });

        var e = await Assert.ThrowsAsync<ArgumentException>(() => client.RunIterationAsync("hi", new() { McpServers = new Dictionary<string, AmpMcpServer> { [name] = server } }));

        Assert.Contains($"McpServers['{name}']", e.Message, StringComparison.Ordinal);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sgamp_", e.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Two_servers_of_one_name_are_refused_before_the_run()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.SaysHello());
        await using var client = new AmpClient(new() { CliPath = amp.Path });

        var e = await Assert.ThrowsAsync<AmpConfigurationException>(() => client.RunIterationAsync("hi", new()
        {
            McpConfig = """{"a":{"command":"x"}}""",
            McpServers = new Dictionary<string, AmpMcpServer> { ["a"] = AmpMcpServer.Stdio("y") },
        }));

        Assert.Contains("McpServers has a server 'a'", e.Message, StringComparison.Ordinal);
        Assert.Empty(amp.Runs);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("--mcp-config", "{}")]
    [InlineData("--mcp-config={}")]
    public async Task A_second_configuration_among_the_arguments_of_which_only_one_would_count_is_refused(params string[] arguments)
    {
        await using var client = new AmpClient(new() { CliPath = "/no/such/amp" });
        var options = new AmpRunOptions { ExtraArguments = arguments };
        AmpRunOptions[] refused =
        [
            options with { McpConfig = "{}" },
            options with { McpServers = new Dictionary<string, AmpMcpServer> { ["a"] = AmpMcpServer.Stdio("y") } },
            options with { ToolServers = [new Channel.EchoServer("app")] },
        ];

        foreach (var run in refused)
        {
            Assert.Contains("--mcp-config", (await Assert.ThrowsAsync<ArgumentException>(() => client.RunIterationAsync("hi", run))).Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<AmpCliNotFoundException>(() => client.RunIterationAsync("hi", options));
    }

    [Fact]
    public void A_server_shows_no_secret_when_it_is_written_to_a_log()
    {
        AmpMcpServer[] servers =
        [
            AmpMcpServer.Stdio("node") with { EnvironmentVariables = new Dictionary<string, string> { ["KEY"] = "sgamp_env" } },
            AmpMcpServer.Http(Web) with { Headers = new Dictionary<string, string> { ["X-Key"] = "sgamp_header" } },
        ];
        AmpMcpOAuth oauth = new() { ClientId = "me", ClientSecret = "sgamp_oauth", AuthorizationUrl = Web, TokenUrl = new("https://auth.example/token") };

        Assert.Equal("node (KEY) https://mcp.example/v1 (X-Key) me at https://auth.example/token", $"{servers[0]} {servers[1]} {oauth}");
    }
}
