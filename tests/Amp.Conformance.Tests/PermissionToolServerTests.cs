using System.Text;
using System.Text.Json;
using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>An MCP server inside this process is reached over the run's private channel.</summary>
public sealed class PermissionToolServerTests
{
    [ConformanceTheory]
    [EachCli]
    public async Task An_agent_reaches_a_server_inside_this_process(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var server = new SmallServer();

        var result = await sandbox.Client.RunIterationAsync("@@mcp", new() { ToolServers = [server] });

        Assert.False(result.IsError, result.Error);
        Assert.Equal("""[{"type":"text","text":"echo: ping"}]""", Assert.Single(result.ToolCalls).Content);
        Assert.Equal(sandbox.WorkingDirectory, server.Context!.WorkingDirectory);
        Assert.True(await Eventually.HoldsAsync(() => server.HasEnded));
        Assert.True(await sandbox.IsEmptyAsync());
    }

    /// <summary>The least that MCP asks for: one tool that gives its text back.</summary>
    private sealed class SmallServer : IAmpToolServer
    {
        public string Name => "srv";

        public AmpToolServerContext? Context { get; private set; }

        public bool HasEnded { get; private set; }

        public async Task ServeAsync(Stream stream, AmpToolServerContext context, CancellationToken cancellationToken)
        {
            Context = context;
            using var reader = new StreamReader(stream, leaveOpen: true);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                using var message = JsonDocument.Parse(line);
                if (message.RootElement.TryGetProperty("id", out var id))
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}},"result":{{Answer(message.RootElement)}} }""" + "\n"), cancellationToken);
                }
            }

            HasEnded = true;
        }

        private static string Answer(JsonElement message) => message.GetProperty("method").GetString() switch
        {
            "initialize" => """{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"srv","version":"1"} }""",
            "tools/list" => """{"tools":[{"name":"echo","description":"Echoes.","inputSchema":{"type":"object","properties":{"text":{"type":"string"} } } }]}""",
            "tools/call" => $$"""{"content":[{"type":"text","text":"echo: {{message.GetProperty("params").GetProperty("arguments").GetProperty("text").GetString()}}"}]}""",
            _ => "{}",
        };
    }
}
