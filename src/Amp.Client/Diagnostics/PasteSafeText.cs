using System.Text.Json;
using System.Text.RegularExpressions;
using Amp.Client.Authentication;

namespace Amp.Client.Diagnostics;

/// <summary>Makes what a diagnosis says safe to show to strangers: secrets out by value, by key name and by form; the home folder as <c>~</c>; no control characters.</summary>
internal sealed partial class PasteSafeText(SecretRedactor redactor, string? home)
{
    private const string Redacted = "[REDACTED]";
    private const int LongestLine = 400;

    public static PasteSafeText For(IReadOnlyDictionary<string, string> environment)
    {
        var home = HomeFolder.In(environment)?.TrimEnd('/', '\\');
        return new(new SecretRedactor(environment.Concat(StoredKeys(home))), home is { Length: > 1 } ? home : null);
    }

    public AmpDiagnosisCheck Clean(AmpDiagnosisCheck check) => check with
    {
        Summary = Clean(check.Summary),
        Facts = [.. check.Facts.Select(fact => KeyValuePair.Create(fact.Key, Clean(fact.Value)))],
        Details = [.. check.Details.Select(Clean)],
    };

    public string Clean(string text)
    {
        // Control sequences first, because one could lie in the middle of a secret; then the whole text, before it is cut.
        text = redactor.Redact(ControlSequence().Replace(text.ReplaceLineEndings(" "), ""));
        text = NamedValue().Replace(text, "$1" + Redacted);
        text = Bearer().Replace(text, "$1" + Redacted);
        text = UserInfo().Replace(text, "$1" + Redacted + "@");
        text = KeyForm().Replace(text, Redacted);
        if (home is not null)
        {
            text = text.Replace(home, "~", StringComparison.Ordinal);
        }

        return text.Length <= LongestLine ? text : text[..LongestLine] + "…";
    }

    /// <summary>What <c>amp login</c> stored may stand in the CLI's log, and is in no variable.</summary>
    private static IEnumerable<KeyValuePair<string, string>> StoredKeys(string? home)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(home ?? "", ".local", "share", "amp", "secrets.json")));
            return json.RootElement.ValueKind is not JsonValueKind.Object ? [] :
            [
                .. json.RootElement.EnumerateObject()
                    .Where(static entry => entry.Value.ValueKind is JsonValueKind.String)
                    .Select(static entry => KeyValuePair.Create("KEY", entry.Value.GetString()!)),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // None, or none that we may read.
            return [];
        }
    }

    // "apiKey": "…", authToken=…, also inside a JSON string. "tokens": 12 is a count.
    [GeneratedRegex("""((?:api[-_]?key|access[-_]?key|token|secret|password|passwd|credential|authorization|cookie)[\w-]*\\?["']?\s*[:=]\s*(?:\\?["'])?)(?!Bearer\b|\d+\b)[^\s"'\\,;&}]+""", RegexOptions.IgnoreCase)]
    private static partial Regex NamedValue();

    [GeneratedRegex(@"(\b(?:Bearer|Basic)\s+)[\w.~+/=-]{6,}", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"(\w://)[^/\s@""']+@")]
    private static partial Regex UserInfo();

    // Keys of Amp, Anthropic, OpenAI and GitHub, and what is signed like one.
    [GeneratedRegex(@"\bsgamp_\w+|\bsk-[\w-]{8,}|\bgh[pousr]_\w{8,}|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*")]
    private static partial Regex KeyForm();

    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)|[@-_])|[\x00-\x08\x0B-\x1F\x7F-\x9F]")]
    private static partial Regex ControlSequence();
}
