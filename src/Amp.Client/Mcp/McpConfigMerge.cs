using System.Buffers;
using System.Text;
using System.Text.Json;
using Amp.Client.Cli;

namespace Amp.Client.Mcp;

/// <summary>Makes one MCP configuration of all that a run was given: the CLI takes one.</summary>
internal static class McpConfigMerge
{
    /// <returns>The request with its <see cref="AmpRunOptions.McpServers"/> as part of its <see cref="AmpRunOptions.McpConfig"/>.</returns>
    /// <exception cref="AmpConfigurationException">The configuration is a file that cannot be read, or has a server of the same name.</exception>
    public static AmpRequest PutInto(AmpRequest request, string directory)
    {
        var options = request.Options;
        return options.McpServers.Count == 0 ? request : request with
        {
            Options = options with
            {
                McpServers = AmpRunOptions.Default.McpServers,
                McpConfig = Merge(
                    options.McpConfig,
                    [.. options.McpServers.Select(static server => (server.Key, (Action<Utf8JsonWriter>)(json => McpServerJson.Write(json, server.Value))))],
                    nameof(AmpRunOptions.McpServers),
                    directory),
            },
        };
    }

    /// <summary>Adds servers to a configuration.</summary>
    /// <param name="config">What <see cref="AmpRunOptions.McpConfig"/> says.</param>
    /// <param name="servers">The names of the servers, and what writes them.</param>
    /// <param name="property">Where these come from.</param>
    /// <param name="directory">Where a relative path starts.</param>
    /// <returns>One document with all of them.</returns>
    /// <exception cref="AmpConfigurationException">The configuration is a file that cannot be read, or has a server of the same name.</exception>
    public static string Merge(string? config, IReadOnlyList<(string Name, Action<Utf8JsonWriter> Write)> servers, string property, string directory)
    {
        using var theirs = JsonDocument.Parse(config is null ? "{}" : McpConfigText.IsJson(config) ? config : Read(Path.GetFullPath(config, directory)));
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var server in theirs.RootElement.EnumerateObject())
            {
                if (servers.Any(own => own.Name == server.Name))
                {
                    throw new AmpConfigurationException($"{nameof(AmpRunOptions)}.{property} has a server '{server.Name}', and so have the run's other MCP servers: only one of them would count. Rename one.");
                }

                server.WriteTo(json);
            }

            foreach (var (name, write) in servers)
            {
                json.WritePropertyName(name);
                write(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Read(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            return McpConfigText.FindProblem(text) is { } problem ? throw new AmpConfigurationException($"The MCP configuration '{file}' {problem}") : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AmpConfigurationException($"The MCP configuration '{file}' cannot be read: {e.Message}", e);
        }
    }
}
