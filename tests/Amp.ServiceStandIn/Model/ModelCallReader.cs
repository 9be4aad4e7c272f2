using System.Text.Json;
using System.Text.RegularExpressions;

namespace Amp.ServiceStandIn;

/// <summary>Reads what a CLI asks of the model.</summary>
internal static partial class ModelCallReader
{
    public static ModelCall Read(byte[] body, ReceivedRequest request)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;

        return new ModelCall(request)
        {
            Model = root.GetProperty("model").GetString() ?? "",
            IsStreamed = root.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True,
            MaxTokens = root.TryGetProperty("max_tokens", out var tokens) ? tokens.GetInt32() : 0,
            Messages = [.. root.GetProperty("messages").EnumerateArray().Select(ReadMessage)],
            Tools = root.TryGetProperty("tools", out var tools) ? [.. tools.EnumerateArray().Select(NameOf)] : [],
            WorkingDirectory = root.TryGetProperty("system", out var system) ? FindWorkingDirectory(system) : null,
        };
    }

    private static ModelMessage ReadMessage(JsonElement message)
    {
        var role = message.GetProperty("role").GetString() ?? "";
        var content = message.GetProperty("content");
        if (content.ValueKind != JsonValueKind.Array)
        {
            return new ModelMessage(role, [JsonString.Read(content)]);
        }

        return new ModelMessage(role, TextsOf(content))
        {
            ToolResults = [.. content.EnumerateArray().Where(block => Is(block, "tool_result")).Select(ReadToolResult)],
        };
    }

    private static ModelToolResult ReadToolResult(JsonElement block)
    {
        var content = block.TryGetProperty("content", out var given) ? given : default;
        return new ModelToolResult(
            block.GetProperty("tool_use_id").GetString() ?? "",
            content.ValueKind switch
            {
                JsonValueKind.String => JsonString.Read(content),
                JsonValueKind.Undefined => "",
                _ => content.GetRawText(),
            });
    }

    private static string? FindWorkingDirectory(JsonElement system)
    {
        var texts = system.ValueKind == JsonValueKind.Array ? TextsOf(system) : [JsonString.Read(system)];
        return texts.Select(text => WorkingDirectory().Match(text)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
    }

    private static List<string> TextsOf(JsonElement blocks) =>
        [.. blocks.EnumerateArray().Where(block => Is(block, "text")).Select(block => JsonString.Read(block.GetProperty("text")))];

    private static bool Is(JsonElement block, string type) => block.TryGetProperty("type", out var given) && given.ValueEquals(type);

    private static string NameOf(JsonElement tool) => tool.TryGetProperty("name", out var name) ? name.GetString() ?? "" : "";

    [GeneratedRegex(@"^Working directory: (.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex WorkingDirectory();
}
