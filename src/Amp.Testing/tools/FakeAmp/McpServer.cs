using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Amp.Testing.Player;

/// <summary>A real MCP server, started and spoken to as CLI 0.0.1774569934 does it over standard input and output.</summary>
internal sealed class McpServer : IDisposable
{
    private const string Initialize =
        """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"amp-mcp-client","version":"0.0.0-dev"}}""";

    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly string[] _tools;
    private int _requests;

    public McpServer(JsonElement config, string home)
    {
        var start = new ProcessStartInfo(config.GetProperty("command").GetString()!, Texts(config, "args")) { RedirectStandardInput = true, RedirectStandardOutput = true };

        // The CLI keeps its key to itself.
        start.Environment.Remove("AMP_API_KEY");
        start.Environment["AGENT"] = "amp";
        start.Environment[Children.Marker] = home;
        if (config.TryGetProperty("env", out var variables))
        {
            foreach (var variable in variables.EnumerateObject())
            {
                start.Environment[variable.Name] = variable.Value.GetString();
            }
        }

        _process = Process.Start(start)!;
        using (Ask("initialize", Initialize))
        {
        }

        Send("""{"method":"notifications/initialized","jsonrpc":"2.0"}""");
        using var listed = Ask("tools/list", null);
        _tools = [.. listed.RootElement.GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!)];
    }

    /// <summary>Calls a tool.</summary>
    /// <returns>What goes into the tool result, and its text alone.</returns>
    public McpAnswer Call(string tool, string inputJson)
    {
        if (!_tools.Contains(tool))
        {
            return McpAnswer.Error($"tool \"{tool}\" not found");
        }

        using var answer = Ask("tools/call", $$"""{"name":{{JsonStringLiteral.Quote(tool)}},"arguments":{{inputJson}}}""");
        Send($$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{Id()}},"reason":"AbortError: This operation was aborted"} }""");
        return answer.RootElement.TryGetProperty("result", out var result)
            ? McpAnswer.Of(result)
            : McpAnswer.Error(answer.RootElement.GetProperty("error").GetProperty("message").GetString()!);
    }

    /// <summary>Ends it as the CLI does: by the end of its input, and no signal.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(LongestGoodbye))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string[] Texts(JsonElement config, string name) =>
        config.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [];

    private JsonDocument Ask(string method, string? parameters)
    {
        _requests++;
        Send($$"""{"method":"{{method}}",{{(parameters is null ? "" : $"\"params\":{parameters},")}}"jsonrpc":"2.0","id":{{Id()}}}""");
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            var message = JsonDocument.Parse(line);
            if (message.RootElement.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.Number && id.GetInt32() == _requests && !message.RootElement.TryGetProperty("method", out _))
            {
                return message;
            }

            message.Dispose();
        }

        throw new InvalidOperationException($"The MCP server hung up without an answer to '{method}'.");
    }

    private void Send(string line)
    {
        _process.StandardInput.Write(line + "\n");
        _process.StandardInput.Flush();
    }

    private string Id() => _requests.ToString(CultureInfo.InvariantCulture);
}
