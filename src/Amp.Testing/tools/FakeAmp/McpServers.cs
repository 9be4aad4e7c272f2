using System.Text.Json;

namespace Amp.Testing.Player;

/// <summary>The MCP servers of <c>--mcp-config</c>. Each is started at the first call of one of its tools; the CLI starts all of them before its init line.</summary>
internal sealed class McpServers(string? config, string home) : IDisposable
{
    private readonly Dictionary<string, McpServer> _started = [];

    /// <summary>Calls a tool, and returns what the agent gets.</summary>
    public McpAnswer Call(string server, string tool, string inputJson)
    {
        try
        {
            return Find(server) is { } found ? found.Call(tool, inputJson) : McpAnswer.Error($"tool \"mcp__{server}__{tool}\" not found");
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or System.ComponentModel.Win32Exception or JsonException or KeyNotFoundException)
        {
            return McpAnswer.Error(e.Message);
        }
    }

    public void Dispose()
    {
        foreach (var server in _started.Values)
        {
            server.Dispose();
        }

        _started.Clear();
    }

    private McpServer? Find(string name)
    {
        if (_started.TryGetValue(name, out var started))
        {
            return started;
        }

        if (config is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(config.TrimStart() is ['{', ..] ? config : File.ReadAllText(config));
        return json.RootElement.TryGetProperty(name, out var server) ? _started[name] = new McpServer(server, home) : null;
    }
}
