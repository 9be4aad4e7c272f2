using System.Text.Json;

namespace Amp.Client.Permissions;

/// <summary>Finds the rules that a run of the CLI would drop without a word, and those that could never match.</summary>
/// <remarks>
/// <b>Source.</b> What <c>amp permissions test --json</c> of CLI 0.0.1767830505, 0.0.1774569934 and 0.0.1790142911 refuses, all alike. It accepts properties that it
/// does not know, and an expression that does not compile, which then never matches.
/// </remarks>
internal static class PermissionRuleCheck
{
    /// <param name="rules">The value of <c>amp.permissions</c>, an array.</param>
    public static IReadOnlyList<AmpPermissionRuleProblem> Check(JsonElement rules)
    {
        List<AmpPermissionRuleProblem> problems = [];
        var index = 0;
        foreach (var rule in rules.EnumerateArray())
        {
            if (FindProblem(rule) is { } problem)
            {
                problems.Add(new(index, problem) { Field = Field(problem) });
            }

            index++;
        }

        return problems;
    }

    public static bool IsWellFormed(JsonElement rule) => FindProblem(rule) is null;

    /// <summary>Whether a rule does anything but allow.</summary>
    public static bool IsRestricting(JsonElement rule) => rule.ValueKind is JsonValueKind.Object && Text(rule, "action") is not "allow";

    // Every sentence about a field names it first, or as what is needed.
    private static string? Field(string problem) =>
        problem.IndexOf('\'', StringComparison.Ordinal) is >= 0 and var start && problem.IndexOf('\'', start + 1) is >= 0 and var end && !problem.StartsWith("expected", StringComparison.Ordinal)
            ? problem[(start + 1)..end]
            : null;

    private static string? FindProblem(JsonElement rule)
    {
        if (rule.ValueKind is not JsonValueKind.Object)
        {
            return $"expected an object, found {Describe(rule)}.";
        }

        if (Text(rule, "tool") is not { Length: > 0 })
        {
            return $"'tool' must be the name of a tool or a glob, but is {Describe(rule, "tool")}.";
        }

        var action = Text(rule, "action");
        return action is not ("allow" or "reject" or "ask" or "delegate")
            ? $"'action' must be allow, reject, ask or delegate, but is {Describe(rule, "action")}."
            : FindProblemOfTarget(rule, action) ?? FindProblemOfContext(rule) ?? FindProblemOfMatches(rule);
    }

    private static string? FindProblemOfTarget(JsonElement rule, string action)
    {
        var to = Text(rule, "to");
        return action is "delegate" && to is not { Length: > 0 } ? $"a rule that delegates needs 'to', the program that decides, but it is {Describe(rule, "to")}."
            : action is not "delegate" && rule.TryGetProperty("to", out _) ? $"'to' goes with the action delegate only, but the action is {action}."
            : !rule.TryGetProperty("message", out _) ? null
            : action is not "reject" ? $"'message' goes with the action reject only, but the action is {action}."
            : Text(rule, "message") is null ? $"'message' must be text, but is {Describe(rule, "message")}."
            : null;
    }

    private static string? FindProblemOfContext(JsonElement rule) =>
        rule.TryGetProperty("context", out _) && Text(rule, "context") is not ("thread" or "subagent")
            ? $"'context' must be thread or subagent, but is {Describe(rule, "context")}."
            : null;

    private static string? FindProblemOfMatches(JsonElement rule)
    {
        if (!rule.TryGetProperty("matches", out var matches))
        {
            return null;
        }

        if (matches.ValueKind is not JsonValueKind.Object)
        {
            return $"'matches' must be an object of arguments and what they must be, but is {Describe(matches)}.";
        }

        return matches.EnumerateObject().Select(static match => FindProblemOfPattern($"'matches.{match.Name}'", match.Value)).FirstOrDefault(static problem => problem is not null);
    }

    /// <param name="name">How to call the pattern.</param>
    /// <param name="pattern">The pattern.</param>
    /// <returns>What is wrong with it, in a sentence; null when nothing is.</returns>
    public static string? FindProblemOfPattern(string name, JsonElement pattern) => pattern.ValueKind switch
    {
        JsonValueKind.Array when pattern.GetArrayLength() == 0 => $"{name} must hold at least one pattern, but is empty.",
        JsonValueKind.Array => pattern.EnumerateArray().Select(one => FindProblemOfPattern(name, one)).FirstOrDefault(static problem => problem is not null),
        JsonValueKind.String when !IsUsable(pattern.GetString()!) => $"{name} holds a regular expression that does not compile, so the rule would never match.",
        _ => null,
    };

    private static bool IsUsable(string pattern)
    {
        if (pattern is not ['/', _, .., '/'])
        {
            return true;
        }

        return JavaScriptPattern.TryCompile(pattern[1..^1]) is not null;
    }

    private static string? Text(JsonElement rule, string name) =>
        rule.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string Describe(JsonElement rule, string name) => rule.TryGetProperty(name, out var value) ? Describe(value) : "missing";

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: <= 40 } text => $"'{text}'",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null or JsonValueKind.Undefined => "null",
        var kind => $"{(kind is JsonValueKind.Array or JsonValueKind.Object ? "an" : "a")} {kind.ToString().ToLowerInvariant()}",
    };
}
