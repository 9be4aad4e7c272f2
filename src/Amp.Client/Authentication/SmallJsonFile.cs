using System.Text.Json;

namespace Amp.Client.Authentication;

/// <summary>Reads a JSON file that belongs to another program, and may be anything.</summary>
internal static class SmallJsonFile
{
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <returns>What <paramref name="read"/> says; the default when there is no such file, or it cannot be read.</returns>
    public static T? Read<T>(string path, Func<JsonElement, T> read)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaxBytes)
            {
                return default;
            }

            using var json = JsonDocument.Parse(file);
            return read(json.RootElement);
        }
        // InvalidOperationException: half of a surrogate pair, which is JSON and no text.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return default;
        }
    }
}
