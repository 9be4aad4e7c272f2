using System.Text.Json;

namespace Amp.Client.Cli;

/// <summary>The value of <see cref="AmpRunOptions.McpConfig"/>: JSON, or the path of a file that holds JSON.</summary>
internal static class McpConfigText
{
    private const string Shape = """{"name":{"command":"…"}} or {"name":{"url":"…"}}""";

    public static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{' or '[' or '"', ..];

    /// <returns>What is wrong with it, in a sentence; null when nothing is.</returns>
    /// <remarks>The CLI refuses a document that is wrapped in <c>amp.mcpServers</c>, and starts without a server that it cannot read.</remarks>
    public static string? FindProblem(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is not JsonValueKind.Object ? $"must be an object of the form {Shape}." : FindProblem(document.RootElement);
        }
        catch (JsonException e)
        {
            return $"is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.";   // not its message, which may quote a secret
        }
    }

    private static string? FindProblem(JsonElement servers)
    {
        foreach (var server in servers.EnumerateObject())
        {
            if (server.Name is "amp.mcpServers" or "mcpServers")
            {
                return $"must be the bare map of servers, {Shape}, without '{server.Name}' around it.";
            }

            if (server.Value.ValueKind is not JsonValueKind.Object || !(HasText(server.Value, "command") || HasText(server.Value, "url")))
            {
                return $"has a server '{server.Name}' with neither a command nor a url.";
            }
        }

        return null;
    }

    private static bool HasText(JsonElement server, string name) => server.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString()!.Length > 0;
}
