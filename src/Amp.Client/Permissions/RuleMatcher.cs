using System.Text.Json;
using System.Text.RegularExpressions;

namespace Amp.Client.Permissions;

/// <summary>Says whether a rule matches a tool call, as the CLI does.</summary>
internal static class RuleMatcher
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <param name="rule">A rule that is well-formed.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="input">Its input, an object.</param>
    public static bool Matches(JsonElement rule, string tool, JsonElement input) =>
        FitsText(rule.GetProperty("tool").GetString()!, tool)
        && (!rule.TryGetProperty("matches", out var matches) || FitsMembers(matches, input));

    private static bool FitsMembers(JsonElement patterns, JsonElement input) =>
        patterns.EnumerateObject().All(pattern => input.TryGetProperty(pattern.Name, out var value) && Fits(pattern.Value, value));

    private static bool Fits(JsonElement pattern, JsonElement value) => pattern.ValueKind switch
    {
        JsonValueKind.Array => pattern.EnumerateArray().Any(one => Fits(one, value)),
        JsonValueKind.String => value.ValueKind is JsonValueKind.String && FitsText(pattern.GetString()!, value.GetString()!),
        JsonValueKind.Object => value.ValueKind is JsonValueKind.Object && FitsMembers(pattern, value),
        _ => JsonElement.DeepEquals(pattern, value),
    };

    private static bool FitsText(string pattern, string text)
    {
        try
        {
            return pattern is ['/', _, .., '/']
                ? Regex.IsMatch(text, pattern[1..^1], RegexOptions.ECMAScript, Limit)
                : Regex.IsMatch(text, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.Singleline, Limit);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
