using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amp.Testing.Player;

/// <summary>What an MCP server answered, in the form that CLI 0.0.1774569934 gives it in.</summary>
/// <param name="Content">The content of the tool result: the blocks as JSON, or the text of an error.</param>
/// <param name="Text">The text alone.</param>
/// <param name="IsError">Whether it is an error.</param>
internal sealed record McpAnswer(string Content, string Text, bool IsError)
{
    public static McpAnswer Error(string text) => new(text, text, IsError: true);

    private static readonly JsonWriterOptions AsTheCli = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static McpAnswer Of(JsonElement result)
    {
        var content = result.GetProperty("content");
        var text = string.Join('\n', content.EnumerateArray().Where(block => block.TryGetProperty("text", out _)).Select(block => block.GetProperty("text").GetString()));
        return result.TryGetProperty("isError", out var isError) && isError.ValueKind is JsonValueKind.True ? Error(text) : new(Rewrite(content), text, IsError: false);
    }

    // However the server wrote its JSON, the CLI writes it anew.
    private static string Rewrite(JsonElement content)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, AsTheCli))
        {
            content.WriteTo(json);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
