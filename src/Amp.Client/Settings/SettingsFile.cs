using System.Text.Json;

namespace Amp.Client.Settings;

/// <summary>Reads a settings file as the CLI does: one JSON object, with comments and trailing commas.</summary>
/// <remarks>
/// <b>Source.</b> CLI 0.0.1774569934 and 0.0.1790142911; 0.0.1767830505 takes neither comments nor trailing commas. All of them refuse a byte order mark and an empty file.
/// </remarks>
internal static class SettingsFile
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <returns><see langword="null"/> when there is no such file.</returns>
    /// <exception cref="AmpConfigurationException">It cannot be read. The message says where it is wrong, and never what it holds: that may be a secret.</exception>
    public static JsonElement? Read(string path)
    {
        byte[] utf8;
        try
        {
            utf8 = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AmpConfigurationException($"The settings file '{path}' cannot be read: {e.Message}", e);
        }

        if (utf8.AsSpan().StartsWith("\uFEFF"u8))
        {
            throw new AmpConfigurationException($"The settings file '{path}' begins with a byte order mark, which the CLI refuses. Save it as UTF-8 without one.");
        }

        try
        {
            using var json = JsonDocument.Parse(utf8, Options);
            return json.RootElement.ValueKind is JsonValueKind.Object
                ? json.RootElement.Clone()
                : throw new AmpConfigurationException($"The settings file '{path}' must hold one JSON object, but holds {(json.RootElement.ValueKind is JsonValueKind.Array ? "an array" : "another value")}.");
        }
        catch (JsonException e)
        {
            // Without its text and without it as the cause: it quotes what it found.
            throw new AmpConfigurationException($"The settings file '{path}' is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }
}
