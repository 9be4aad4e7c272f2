using System.Collections;
using System.Text.RegularExpressions;

namespace Amp.Batch.Execution;

/// <summary>Takes the secrets that this process and a cell hold out of text, by their value.</summary>
internal sealed partial class OutputRedaction
{
    // A shorter value would tear ordinary words apart.
    private const int ShortestSecret = 6;

    private readonly string[] _secrets;

    public OutputRedaction(IEnumerable<KeyValuePair<string, string?>> variables) =>
        _secrets = [.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value))
            .Concat(variables)
            .Where(static variable => variable.Value is { Length: >= ShortestSecret } && SecretName().IsMatch(variable.Key))
            .Select(static variable => variable.Value!)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(static value => value.Length)];

    public string Of(string text) => _secrets.Aggregate(text, static (left, secret) => left.Replace(secret, "[REDACTED]", StringComparison.Ordinal));

    [GeneratedRegex("TOKEN|KEY|SECRET|PASSWORD|PASSWD|CREDENTIAL", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
