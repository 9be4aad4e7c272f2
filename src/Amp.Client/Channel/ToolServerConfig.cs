using System.Buffers;
using System.Text.Json;
using Amp.Client.Mcp;

namespace Amp.Client.Channel;

/// <summary>Puts the tool servers of a run into its MCP configuration, beside the servers that the caller named.</summary>
internal static class ToolServerConfig
{
    private const int LongestName = 64;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <returns>What is wrong with the servers, in a sentence; null when nothing is.</returns>
    public static string? FindProblem(IReadOnlyList<IAmpToolServer> servers)
    {
        foreach (var server in servers)
        {
            if (server?.Name is not { Length: > 0 and <= LongestName } name || name.AsSpan().ContainsAnyExcept(NameCharacters))
            {
                return $"has a server whose name is not 1 to {LongestName} letters, digits, '_' and '-': '{server?.Name}'.";
            }
        }

        return servers.GroupBy(static server => server.Name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice
            ? $"has two servers of the name '{twice.Key}'."
            : null;
    }

    /// <param name="config">What <see cref="AmpRunOptions.McpConfig"/> says.</param>
    /// <param name="servers">The servers in this process; checked.</param>
    /// <param name="broker">The program that leads to them.</param>
    /// <param name="directory">Where a relative path starts.</param>
    /// <returns>One document with all of them.</returns>
    /// <exception cref="AmpConfigurationException">The configuration is a file that cannot be read, or has a server of the same name.</exception>
    public static string Merge(string? config, IReadOnlyList<IAmpToolServer> servers, string broker, string directory) =>
        McpConfigMerge.Merge(config, [.. servers.Select(server => (server.Name, (Action<Utf8JsonWriter>)(json => Write(json, server.Name, broker))))], nameof(AmpRunOptions.ToolServers), directory);

    private static void Write(Utf8JsonWriter json, string name, string broker)
    {
        json.WriteStartObject();
        json.WriteString("command", broker);
        json.WriteStartArray("args");
        json.WriteStringValue("mcp");
        json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
