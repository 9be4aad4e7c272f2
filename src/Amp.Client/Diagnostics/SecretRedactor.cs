using System.Text.RegularExpressions;

namespace Amp.Client.Diagnostics;

/// <summary>Takes the secrets that a run holds out of text, by their value.</summary>
internal sealed partial class SecretRedactor
{
    // A shorter value would tear ordinary words apart.
    private const int ShortestSecret = 6;
    private const string Redacted = "[REDACTED]";

    private readonly string[] _secrets;

    /// <param name="environment">The CLI's environment: what its names call a secret is one.</param>
    public SecretRedactor(IEnumerable<KeyValuePair<string, string>> environment) =>
        _secrets = [.. environment
            .Where(static variable => variable.Value.Length >= ShortestSecret && SecretName().IsMatch(variable.Key))
            .Select(static variable => variable.Value)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(static value => value.Length)];

    public string Redact(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Redacted, StringComparison.Ordinal);
        }

        return LoginToken().Replace(text, "$1" + Redacted);
    }

    [GeneratedRegex("TOKEN|KEY|SECRET|PASSWORD|PASSWD|CREDENTIAL", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex("(authToken=)[0-9A-Za-z]+")]
    private static partial Regex LoginToken();
}
