using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amp.Streaming;

namespace Amp.Client.Permissions;

/// <summary>The text form of rules: <c>action [--to p] [--message m] [--context c] tool [--argument pattern]…</c>.</summary>
/// <remarks><b>Source.</b> <c>permissions list</c> and <c>permissions edit</c> of CLI 0.0.1767830505, 0.0.1774569934 and 0.0.1790142911.</remarks>
internal static partial class RuleText
{
    public static string Write(AmpPermissionRule rule)
    {
        var text = new StringBuilder(rule.Action.ToString().ToLowerInvariant());
        AddOption("to", rule.To);
        AddOption("message", rule.Message);
        AddOption("context", rule.Context?.ToString().ToLowerInvariant());
        text.Append(' ').Append(Quote(rule.Tool));
        foreach (var (argument, pattern) in rule.Matches)
        {
            AddPattern(text, argument, pattern.Json.Element);
        }

        return text.ToString();

        void AddOption(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $" --{name} {Quote(value)}");
            }
        }
    }

    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static IEnumerable<AmpPermissionRule> Parse(string text)
    {
        List<RuleToken> line = [];
        foreach (var token in RuleToken.In(text))
        {
            if (!token.IsEnd)
            {
                line.Add(token);
            }
            else if (line.Count > 0)
            {
                yield return Parse(line);
                line = [];
            }
        }
    }

    private static void AddPattern(StringBuilder text, string name, JsonElement pattern)
    {
        switch (pattern.ValueKind)
        {
            case JsonValueKind.Array when pattern.EnumerateArray().All(static one => one.ValueKind is JsonValueKind.String):
                foreach (var one in pattern.EnumerateArray())
                {
                    AddPattern(text, name, one);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (one, index) in pattern.EnumerateArray().Select(static (one, index) => (one, index)))
                {
                    AddPattern(text, string.Create(CultureInfo.InvariantCulture, $"{name}.{index}"), one);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in pattern.EnumerateObject())
                {
                    AddPattern(text, $"{name}.{member.Name}", member.Value);
                }

                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $" --{name} {(pattern.ValueKind is JsonValueKind.String ? Quote(pattern.GetString()!) : pattern.GetRawText())}");
                break;
        }
    }

    private static string Quote(string text) => Plain().IsMatch(text) && !IsTyped(text) ? text : $"'{text.Replace("'", @"\'", StringComparison.Ordinal)}'";

    private static bool IsTyped(string text) => text is "true" or "false" or "null" || Numeric().IsMatch(text);

    private static AmpPermissionRule Parse(List<RuleToken> line)
    {
        var at = 0;
        var action = Enum.GetNames<AmpPermissionAction>().FirstOrDefault(name => !line[0].IsQuoted && string.Equals(name.ToLowerInvariant(), line[0].Text, StringComparison.Ordinal)) is { } known
            ? Enum.Parse<AmpPermissionAction>(known)
            : throw line[0].Problem($"'{line[0].Text}' is no action: expected allow, reject, ask or delegate.");
        at++;
        Dictionary<string, RuleToken> options = new(StringComparer.Ordinal);
        for (; at < line.Count && line[at].IsOption; at += 2)
        {
            var name = line[at].Text[2..];
            var fits = name is "context" || (name is "to" && action is AmpPermissionAction.Delegate) || (name is "message" && action is AmpPermissionAction.Reject);
            options[name] = !fits ? throw line[at].Problem($"{line[0].Text} takes no --{name} before the tool.") : ValueOf(line, at);
        }

        if (at >= line.Count)
        {
            throw line[^1].Problem("the tool's name is missing.");
        }

        var rule = new AmpPermissionRule
        {
            Tool = line[at].Text,
            Action = action,
            To = options.GetValueOrDefault("to")?.Text,
            Message = options.GetValueOrDefault("message")?.Text,
            Context = options.GetValueOrDefault("context") is { } context ? ToContext(context) : null,
            Matches = RuleArguments.Parse(line, at + 1),
        };
        return action is AmpPermissionAction.Delegate && rule.To is not { Length: > 0 } ? throw line[0].Problem("delegate needs --to, the program that decides, before the tool.") : rule;
    }

    public static RuleToken ValueOf(List<RuleToken> line, int option) => option + 1 < line.Count ? line[option + 1] : throw line[option].Problem($"{line[option].Text} has no value.");

    /// <summary>What a word means in a pattern: a number, a flag or null where it looks like one and stands in no quotes.</summary>
    public static RawJson ToJson(RuleToken token) => !token.IsQuoted && IsTyped(token.Text)
        ? RawJson.Parse(token.Text is "true" or "false" or "null" ? token.Text : JsonEncodedNumber(token))
        : AmpPermissionPattern.Text(token.Text).Json;

    private static string JsonEncodedNumber(RuleToken token) => double.Parse(token.Text, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);

    private static AmpPermissionContext ToContext(RuleToken token) => token.Text switch
    {
        "thread" => AmpPermissionContext.Thread,
        "subagent" => AmpPermissionContext.Subagent,
        _ => throw token.Problem($"'{token.Text}' is no context: expected thread or subagent."),
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]+\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\z")]
    private static partial Regex Numeric();
}
