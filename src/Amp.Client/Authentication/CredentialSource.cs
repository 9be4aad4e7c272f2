using System.Text.Json;

namespace Amp.Client.Authentication;

/// <summary>Finds out where the CLI will find a key, without running it: a CLI without one opens a browser and waits for ever.</summary>
internal static class CredentialSource
{
    private const string DefaultServer = "https://ampcode.com";

    /// <param name="environment">The CLI's environment.</param>
    /// <returns>What holds a key, such as <c>AMP_API_KEY</c> or the path of the CLI's own file; <see langword="null"/> when nothing that we know does.</returns>
    public static string? Find(IReadOnlyDictionary<string, string> environment) =>
        !string.IsNullOrEmpty(environment.GetValueOrDefault("AMP_API_KEY")) ? "AMP_API_KEY" : FindSecretsFile(environment);

    /// <remarks><b>Source.</b> Recording <c>secret_file</c> of CLI 0.0.1767830505 and 0.0.1774569934: <c>{"apiKey@&lt;URL&gt;":"…"}</c>.</remarks>
    private static string? FindSecretsFile(IReadOnlyDictionary<string, string> environment)
    {
        if (environment.GetValueOrDefault(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is not { Length: > 0 } home)
        {
            return null;
        }

        var file = Path.Combine(home, ".local", "share", "amp", "secrets.json");
        var server = (environment.GetValueOrDefault("AMP_URL") is { Length: > 0 } url ? url : DefaultServer).TrimEnd('/');
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return HasKey(json.RootElement, $"apiKey@{server}") || HasKey(json.RootElement, $"apiKey@{server}/") ? file : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // Not there, not ours to read, or not what the CLI writes: then no key is known.
            return null;
        }
    }

    private static bool HasKey(JsonElement secrets, string name) =>
        secrets.ValueKind is JsonValueKind.Object
        && secrets.TryGetProperty(name, out var key)
        && key.ValueKind is JsonValueKind.String
        && key.GetString() is { Length: > 0 };
}
