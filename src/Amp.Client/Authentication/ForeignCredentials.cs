using System.Text.Json;

namespace Amp.Client.Authentication;

/// <summary>Credentials of other programs that people look for when they ask why Amp is not signed in. Information only: the Amp CLI uses none of them.</summary>
internal sealed class ForeignCredentials(IReadOnlyDictionary<string, string> variables, TimeProvider clock)
{
    private const string AnthropicKeyStart = "sk-ant-";

    private static readonly (string Variable, AmpCredentialKind Kind)[] Variables =
    [
        ("ANTHROPIC_API_KEY", AmpCredentialKind.AnthropicKey),
        ("CLAUDE_API_KEY", AmpCredentialKind.AnthropicKey),
        ("CLAUDE_CODE_OAUTH_TOKEN", AmpCredentialKind.OAuthToken),
        ("ANTHROPIC_AUTH_TOKEN", AmpCredentialKind.OAuthToken),
    ];

    private static readonly string[] AmpConfigNames =
    [
        "anthropicApiKey", "anthropic_api_key", "apiKey", "api_key", "accessToken", "access_token", "token",
        "auth.anthropicApiKey", "auth.apiKey", "auth.token", "anthropic.apiKey", "anthropic.token",
    ];

    private static readonly string[] ClaudeNames = ["primaryApiKey", "apiKey", "anthropicApiKey", "customApiKey"];

    public IEnumerable<AmpCredentialSource> Find()
    {
        foreach (var (variable, kind) in Variables)
        {
            yield return Describe(variable, variable, kind, !string.IsNullOrWhiteSpace(variables.GetValueOrDefault(variable)));
        }

        if (HomeFolder.In(variables) is not { } home)
        {
            yield break;
        }

        yield return FromFile("~/.amp/config.json", Path.Combine(home, ".amp", "config.json"), AmpConfigNames, static value => value.Length > 0);
        yield return FromFile("~/.claude.json.api", Path.Combine(home, ".claude.json.api"), ClaudeNames, IsAnthropicKey);
        yield return FromFile("~/.claude.json", Path.Combine(home, ".claude.json"), ClaudeNames, IsAnthropicKey);
        yield return FromClaudeSignIn(Path.Combine(home, ".claude", ".credentials.json"));
    }

    private static AmpCredentialSource FromFile(string name, string path, string[] entries, Func<string, bool> isKey)
    {
        var entry = SmallJsonFile.Read(path, json => entries.FirstOrDefault(entry => TextAt(json, entry) is { } value && isKey(value)));
        return Describe(name, entry is null ? path : $"{path} ({entry})", AmpCredentialKind.AnthropicKey, entry is not null);
    }

    private AmpCredentialSource FromClaudeSignIn(string path)
    {
        const string Entry = "claudeAiOauth.accessToken";
        var (isFound, expiresAt) = SmallJsonFile.Read(path, static json => (TextAt(json, Entry) is { Length: > 0 }, ExpiryOf(json)));
        return Describe("~/.claude/.credentials.json", isFound ? $"{path} ({Entry})" : path, AmpCredentialKind.OAuthToken, isFound) with
        {
            ExpiresAt = expiresAt,
            Problem = expiresAt <= clock.GetUtcNow() ? "It has expired." : null,
        };
    }

    private static AmpCredentialSource Describe(string name, string location, AmpCredentialKind kind, bool isFound) =>
        new() { Name = name, Location = location, Kind = kind, IsFound = isFound, IsForAmp = false };

    private static bool IsAnthropicKey(string value) => value.StartsWith(AnthropicKeyStart, StringComparison.Ordinal);

    private static string? TextAt(JsonElement json, string path) =>
        ElementAt(json, path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? ElementAt(JsonElement json, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty(name, out json))
            {
                return null;
            }
        }

        return json;
    }

    // Milliseconds since 1970.
    private static DateTimeOffset? ExpiryOf(JsonElement json) =>
        ElementAt(json, "claudeAiOauth.expiresAt") is { ValueKind: JsonValueKind.Number } value
        && value.TryGetInt64(out var milliseconds)
        && milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
