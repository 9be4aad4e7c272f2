using Amp.Client;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Amp.Extensions.AI.Tests;

/// <summary>The agent's side of a set of tools: a client of the protocol's own SDK, over a real pipe.</summary>
internal sealed class AgentSide : IAsyncDisposable
{
    // Measured: what 0.0.1767830505 to 0.0.1776788459 speak.
    private const string ProtocolOfTheCli = "2025-11-25";

    private readonly ServedPipe _pipe;

    private AgentSide(ServedPipe pipe, McpClient client) => (_pipe, Client) = (pipe, client);

    public McpClient Client { get; }

    public static async Task<AgentSide> ConnectAsync(AmpToolSet tools, AmpThreadId? thread = null, Func<string, string>? redact = null)
    {
        var pipe = await ServedPipe.OpenAsync(tools, thread, redact);
        return new(pipe, await McpClient.CreateAsync(new StreamClientTransport(pipe.AgentEnd, pipe.AgentEnd), new() { ProtocolVersion = ProtocolOfTheCli }));
    }

    public async Task<CallToolResult> CallAsync(string tool, Dictionary<string, object?>? arguments = null) => await Client.CallToolAsync(tool, arguments);

    /// <summary>The texts of an answer, one after the other.</summary>
    public static string Text(CallToolResult answer) => string.Join('\n', answer.Content.OfType<TextContentBlock>().Select(block => block.Text));

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _pipe.DisposeAsync();
    }
}
