using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Amp.Extensions.AI.Tests;

/// <summary>The agent's side, in the very lines that CLI 0.0.1774569934 sends.</summary>
internal sealed class RawAgent : IAsyncDisposable
{
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;

    private RawAgent(ServedPipe pipe)
    {
        Pipe = pipe;
        _reader = new(pipe.AgentEnd);
        _writer = new(pipe.AgentEnd) { AutoFlush = true, NewLine = "\n" };
    }

    public ServedPipe Pipe { get; }

    public static async Task<RawAgent> ConnectAsync(params AIFunction[] functions)
    {
        var tools = new AmpToolSet();
        foreach (var function in functions)
        {
            tools.Add(function);
        }

        var agent = new RawAgent(await ServedPipe.OpenAsync(tools));
        await agent.SendAsync("""{"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"amp-mcp-client","version":"0.0.0-dev"}},"jsonrpc":"2.0","id":0}""");
        using (await agent.ReadAnswerAsync(0))
        {
        }

        await agent.SendAsync("""{"method":"notifications/initialized","jsonrpc":"2.0"}""");
        return agent;
    }

    public Task CallAsync(int id, string tool) => SendAsync($$$"""{"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{}},"jsonrpc":"2.0","id":{{{id}}}}""");

    /// <summary>As the CLI does when a call is cancelled, and after every call that has ended.</summary>
    public Task CancelAsync(int id) => SendAsync($$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{id}}},"reason":"AbortError: This operation was aborted"}}""");

    /// <summary>Reads on until there is an answer to a call.</summary>
    public async Task<JsonDocument> ReadAnswerAsync(int id)
    {
        while (await _reader.ReadLineAsync() is { } line)
        {
            var message = JsonDocument.Parse(line);
            if (message.RootElement.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
            {
                return message;
            }
        }

        throw new EndOfStreamException($"The host hung up without an answer to {id}.");
    }

    public ValueTask DisposeAsync() => Pipe.DisposeAsync();

    private Task SendAsync(string line) => _writer.WriteLineAsync(line);
}
