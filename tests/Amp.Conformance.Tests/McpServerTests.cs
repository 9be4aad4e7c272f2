using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>MCP servers that are described by types, as the CLI takes them.</summary>
public sealed class McpServerTests
{
    [ConformanceTheory]
    [EachCli]
    public async Task A_program_and_an_address_are_both_connected_and_their_keys_arrive_there_alone(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        await using var http = new HttpServer();
        var script = Path.Combine(sandbox.Home, "server.mjs");
        await File.WriteAllTextAsync(script, NodeServer);

        var run = await sandbox.Client.StartAsync(new()
        {
            Prompt = "@@mcp",
            Options = new()
            {
                McpServers = new Dictionary<string, AmpMcpServer>
                {
                    ["srv"] = AmpMcpServer.Stdio("node", script, "--greeting") with { EnvironmentVariables = new Dictionary<string, string> { ["SRV_KEY"] = "sgamp_of_the_program" } },
                    ["web"] = AmpMcpServer.Http(http.Url) with { Headers = new Dictionary<string, string> { ["X-Key"] = "sgamp_of_the_address" } },
                },
            },
        });
        await using var scope = run;
        var arguments = OperatingSystem.IsLinux() ? await File.ReadAllTextAsync($"/proc/{run.ProcessId}/cmdline") : "";
        var result = await run.WaitAsync();

        Assert.False(result.IsError, result.Error);
        Assert.Contains("--greeting sgamp_of_the_program", Assert.Single(result.ToolCalls).Content, StringComparison.Ordinal);
        Assert.DoesNotContain("sgamp_of", arguments, StringComparison.Ordinal);
        Assert.All(http.Keys, key => Assert.Equal("sgamp_of_the_address", key));
        Assert.NotEmpty(http.Keys);
        Assert.Contains("mcp__web__look", sandbox.ModelCalls[^1].Tools);
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_server_with_a_sign_in_of_its_own_is_taken_and_one_that_is_not_there_holds_nothing_up(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        Uri nowhere = new("http://127.0.0.1:9/");

        var result = await sandbox.Client.RunIterationAsync("@@hello", new()
        {
            McpServers = new Dictionary<string, AmpMcpServer>
            {
                ["web"] = AmpMcpServer.Http(nowhere) with
                {
                    OAuth = new() { ClientId = "me", ClientSecret = "s", AuthorizationUrl = nowhere, TokenUrl = nowhere, Scopes = ["read"], RedirectUrl = nowhere },
                },
            },
        });

        Assert.False(result.IsError, result.Error);
    }

    private const string NodeServer =
        """
        import readline from 'readline';
        const say = (id, result) => console.log(JSON.stringify({ jsonrpc: '2.0', id, result }));
        readline.createInterface({ input: process.stdin }).on('line', line => {
          const { id, method, params } = JSON.parse(line);
          if (method === 'initialize') say(id, { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'srv', version: '1' } });
          else if (method === 'tools/list') say(id, { tools: [{ name: 'echo', description: 'd', inputSchema: { type: 'object', properties: { text: { type: 'string' } } } }] });
          else if (method === 'tools/call') say(id, { content: [{ type: 'text', text: process.argv[2] + ' ' + process.env.SRV_KEY }] });
        }).on('close', () => process.exit());
        """;

    /// <summary>The least of an MCP server over HTTP, with one tool.</summary>
    private sealed class HttpServer : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _serving;

        public HttpServer()
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            Url = new($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            probe.Stop();
            _listener.Prefixes.Add(Url.AbsoluteUri);
            _listener.Start();
            _serving = ServeAsync();
        }

        public Uri Url { get; }

        /// <summary>The key of each request.</summary>
        public ConcurrentQueue<string?> Keys { get; } = [];

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _serving;
        }

        private async Task ServeAsync()
        {
            while (true)
            {
                try
                {
                    await AnswerAsync(await _listener.GetContextAsync());
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }

        private async Task AnswerAsync(HttpListenerContext context)
        {
            Keys.Enqueue(context.Request.Headers["X-Key"]);
            context.Response.StatusCode = context.Request.HttpMethod is "POST" ? 202 : 405;
            if (context.Request.HttpMethod is "POST")
            {
                using var message = await JsonDocument.ParseAsync(context.Request.InputStream);
                if (message.RootElement.TryGetProperty("id", out var id))
                {
                    context.Response.StatusCode = 200;
                    context.Response.ContentType = "application/json";
                    await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}},"result":{{Result(message.RootElement)}} }"""));
                }
            }

            context.Response.Close();
        }

        private static string Result(JsonElement message) => message.GetProperty("method").GetString() switch
        {
            "initialize" => """{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"web","version":"1"} }""",
            "tools/list" => """{"tools":[{"name":"look","description":"d","inputSchema":{"type":"object"} }]}""",
            _ => "{}",
        };
    }
}
