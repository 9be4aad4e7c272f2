using System.Text.Json;

namespace Amp.Testing.Player;

/// <summary>What the user said: as text, and as the JSON content blocks that the CLI repeats on its user line.</summary>
internal sealed record Prompt(string Text, string Blocks)
{
    public static Prompt None { get; } = new("", "[]");

    /// <summary>Puts together what came as an argument and what came by standard input, as the CLI does.</summary>
    /// <returns>The prompt, or null when there is none.</returns>
    public static Prompt? FromText(string? argument, string input)
    {
        var piped = input.TrimEnd();

        return (argument, piped) switch
        {
            (null, "") => null,
            (null, _) => Of(piped),
            (_, "") => Of(argument),
            _ => Of($"Input received on stdin:\n```\n{piped}\n```", argument),
        };
    }

    /// <summary>Reads one line of <c>--stream-json-input</c>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number from 1, for the error.</param>
    /// <param name="error">What the CLI says about a line that is not a user message.</param>
    public static Prompt? FromJson(string line, int number, out string? error)
    {
        try
        {
            using var json = JsonDocument.Parse(line);

            if (json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String && type.ValueEquals("user")
                && json.RootElement.TryGetProperty("message", out var message) && message.ValueKind is JsonValueKind.Object
                && message.TryGetProperty("content", out var content) && content.ValueKind is JsonValueKind.Array)
            {
                error = null;
                return new(string.Join('\n', content.EnumerateArray().Select(TextOf)), content.GetRawText());
            }

            error = $"Invalid message format on stdin line {number}: type: Invalid input: expected \"user\"";
        }
        catch (JsonException)
        {
            error = $"Invalid JSON on stdin line {number}: {JsonStringLiteral.Quote(line)} is not valid JSON";
        }

        return null;
    }

    private static Prompt Of(params string[] texts) => new(
        string.Join('\n', texts),
        $"[{string.Join(',', texts.Select(text => $$"""{"type":"text","text":{{JsonStringLiteral.Quote(text)}}}"""))}]");

    private static string TextOf(JsonElement block) =>
        block.ValueKind is JsonValueKind.Object && block.TryGetProperty("text", out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : "";
}
