using System.Text.Json;
using System.Text.RegularExpressions;

namespace Amp.Client.Permissions;

/// <summary>Says whether a rule matches a tool call, as the CLI does.</summary>
/// <remarks><b>Source.</b> Runs of CLI 0.0.1767830505, 0.0.1774569934 and 0.0.1776788459 with more than two thousand pairs of pattern and value: see <c>PermissionEvaluationTests</c>.</remarks>
internal static class RuleMatcher
{
    /// <param name="rule">A rule that is well-formed.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="input">Its input, an object.</param>
    public static bool Matches(JsonElement rule, string tool, JsonElement input) =>
        ToolGlob.Matches(rule.GetProperty("tool").GetString()!, tool)
        && (!rule.TryGetProperty("matches", out var matches) || FitsMembers(matches, input));

    private static bool FitsMembers(JsonElement patterns, JsonElement value) =>
        patterns.EnumerateObject().All(pattern => TryGetMember(value, pattern.Name, out var member) && FitsAny(pattern.Value, member));

    // To JavaScript an array is an object whose members are called 0, 1, …
    private static bool TryGetMember(JsonElement value, string name, out JsonElement member)
    {
        member = default;
        if (value.ValueKind is JsonValueKind.Object)
        {
            return ToolInput.TryGet(value, name, out member);
        }

        if (uint.TryParse(name, out var index) && index < value.GetArrayLength() && index.ToString(System.Globalization.CultureInfo.InvariantCulture) == name)
        {
            member = value[(int)index];
            return true;
        }

        return false;
    }

    // Lists and objects within a list fit nothing.
    private static bool FitsAny(JsonElement pattern, JsonElement value) =>
        pattern.ValueKind is JsonValueKind.Array ? pattern.EnumerateArray().Any(one => one.ValueKind is not JsonValueKind.Object && Fits(one, value)) : Fits(pattern, value);

    private static bool Fits(JsonElement pattern, JsonElement value) => pattern.ValueKind switch
    {
        JsonValueKind.String => value.ValueKind is JsonValueKind.String && FitsText(pattern.GetString()!, ToolInput.TextOf(value)),
        JsonValueKind.Object => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && FitsMembers(pattern, value),
        JsonValueKind.Number => value.ValueKind is JsonValueKind.Number && pattern.GetDouble() == value.GetDouble(),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => pattern.ValueKind == value.ValueKind,
        _ => false,
    };

    private static bool FitsText(string pattern, string text)
    {
        try
        {
            return pattern is ['/', _, .., '/'] ? JavaScriptPattern.TryCompile(pattern[1..^1])?.IsMatch(text) is true
                : pattern.Contains('*', StringComparison.Ordinal) ? JavaScriptPattern.OfGlob(pattern).IsMatch(text)
                : pattern == text;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
