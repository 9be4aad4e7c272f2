using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Amp.Client.Configuration;

/// <summary>Finds what looks like a secret in a configuration: by the name of its key, or by the form of its value.</summary>
internal static partial class SecretKeys
{
    /// <returns>The path of the first one, such as <c>providers.apiKey</c>; <see langword="null"/> when there is none.</returns>
    public static string? FindIn(JsonNode? json, string path = "") => json switch
    {
        JsonObject entries => entries.Select(entry => Named(entry.Key, entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}")).FirstOrDefault(static found => found is not null),
        JsonArray items => items.Select((item, i) => FindIn(item, $"{path}[{i}]")).FirstOrDefault(static found => found is not null),
        JsonValue value when value.TryGetValue<string>(out var text) && SecretValue().IsMatch(text) => path,
        _ => null,
    };

    private static string? Named(string key, JsonNode? value, string path) =>
        value is JsonValue scalar && scalar.TryGetValue<string>(out var text) && text.Length > 0 && SecretName().IsMatch(key) ? path : FindIn(value, path);

    // "apiKeySecret" and "keymap" are fine: the first is the name of a secret, by our own convention.
    [GeneratedRegex("(api|access|auth|private|secret|bearer|client)[_.-]?(key|token)$|^(key|token|secret)$|password|passwd|passphrase|credential|[_.-]?token$|client[_.-]?secret", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // Keys of Amp, Anthropic and GitHub, and private keys.
    [GeneratedRegex(@"\bsgamp_\w|\bsk-[A-Za-z0-9-]{8}|\bgh[pousr]_\w{8}|-----BEGIN [A-Z ]*PRIVATE KEY")]
    private static partial Regex SecretValue();
}
