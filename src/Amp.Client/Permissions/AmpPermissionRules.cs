using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Json;
using Amp.Client.Permissions;
using Amp.Streaming;

namespace Amp.Client;

/// <summary>Permission rules in their order, built one after the other: <c>AmpPermissionRules.Empty.Allow("Read").Reject("Bash", "Not here.").When("cmd", "rm *")</c>.</summary>
/// <remarks>
/// Immutable: every method gives new rules and leaves the old ones as they were. The first rule that matches a call decides on it. Give them to
/// <see cref="AmpSettings.Permissions"/>.
/// </remarks>
public sealed class AmpPermissionRules : IReadOnlyList<AmpPermissionRule>
{
    private readonly AmpPermissionRule[] _rules;

    private AmpPermissionRules(AmpPermissionRule[] rules) => _rules = rules;

    /// <summary>No rules.</summary>
    public static AmpPermissionRules Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _rules.Length;

    /// <inheritdoc/>
    public AmpPermissionRule this[int index] => _rules[index];

    /// <summary>Takes rules as they are.</summary>
    /// <param name="rules">The rules.</param>
    public static AmpPermissionRules From(IEnumerable<AmpPermissionRule> rules) => new([.. rules]);

    /// <summary>Adds a rule that lets a tool run.</summary>
    /// <param name="tool">A name or a glob.</param>
    public AmpPermissionRules Allow(string tool) => Add(AmpPermissionRule.Allow(tool));

    /// <summary>Adds a rule that keeps a tool from running.</summary>
    /// <param name="tool">A name or a glob.</param>
    /// <param name="message">What the agent is told, or <see langword="null"/> for the CLI's own words.</param>
    public AmpPermissionRules Reject(string tool, string? message = null) => Add(AmpPermissionRule.Reject(tool, message));

    /// <summary>Adds a rule that asks: <see cref="AmpRunOptions.OnPermission"/>, where the run has one.</summary>
    /// <param name="tool">A name or a glob.</param>
    public AmpPermissionRules Ask(string tool) => Add(AmpPermissionRule.Ask(tool));

    /// <summary>Adds a rule that has a program decide.</summary>
    /// <param name="tool">A name or a glob.</param>
    /// <param name="to">One executable, by path or by name, without arguments.</param>
    public AmpPermissionRules Delegate(string tool, string to) => Add(AmpPermissionRule.Delegate(tool, to));

    /// <summary>Adds a rule.</summary>
    /// <param name="rule">The rule.</param>
    public AmpPermissionRules Add(AmpPermissionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new([.. _rules, rule]);
    }

    /// <summary>Restricts the rule that was added last to calls of which an argument fits one of the patterns.</summary>
    /// <param name="argument">The argument's name, such as <c>cmd</c> or <c>path</c>.</param>
    /// <param name="patterns">What it must be, at least one.</param>
    /// <exception cref="InvalidOperationException">There is no rule yet.</exception>
    public AmpPermissionRules When(string argument, params IReadOnlyList<AmpPermissionPattern> patterns) => WithLast(rule => rule.When(argument, patterns));

    /// <summary>Restricts the rule that was added last to somebody's calls.</summary>
    /// <param name="context">Whose.</param>
    /// <exception cref="InvalidOperationException">There is no rule yet.</exception>
    public AmpPermissionRules In(AmpPermissionContext context) => WithLast(rule => rule with { Context = context });

    /// <summary>Says what is wrong with rules, without reading them: what a CLI would drop without a word, or could never match.</summary>
    /// <param name="json">A JSON array of rules, as in <c>amp.permissions</c>.</param>
    /// <returns>Each problem with the place of the rule and the name of the field; nothing when all are well-formed.</returns>
    /// <exception cref="JsonException"><paramref name="json"/> is not one valid JSON value.</exception>
    public static IReadOnlyList<AmpPermissionRuleProblem> Check(string json)
    {
        var rules = RawJson.Parse(json).Element;
        return rules.ValueKind is JsonValueKind.Array ? PermissionRuleCheck.Check(rules) : throw new JsonException("Permission rules must be an array.");
    }

    /// <summary>Reads rules: the value of <c>amp.permissions</c>, what <c>createPermission</c> of the official SDK makes, or what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">A JSON array of rules. Properties that are not those of a rule are passed over, as the CLI does.</param>
    /// <exception cref="JsonException"><paramref name="json"/> is not one valid JSON array.</exception>
    /// <exception cref="AmpConfigurationException">A rule is malformed; the message says which, where and how.</exception>
    public static AmpPermissionRules FromJson(string json) =>
        Check(json) is [_, ..] problems
            ? throw new AmpConfigurationException($"Permission rules are malformed: {string.Join(' ', problems)}")
            : new([.. RawJson.Parse(json).Element.EnumerateArray().Select(RuleReader.Read)]);

    /// <summary>Reads rules from the text form of the CLI: what <c>amp permissions list</c> prints and <c>amp permissions edit</c> takes, a rule a line.</summary>
    /// <param name="text">The text, such as <c>reject --message 'Not here.' Bash --cmd 'rm *'</c>. Blank lines and what follows a <c>#</c> are passed over.</param>
    /// <exception cref="FormatException">It is not of that form; the message says where and why.</exception>
    public static AmpPermissionRules FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new([.. RuleText.Parse(text)]);
    }

    /// <summary>Writes the rules as the CLI reads them: the value of <c>amp.permissions</c>.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var rule in _rules)
            {
                rule.WriteTo(json);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the rules in the text form of the CLI, a rule a line.</summary>
    /// <remarks>
    /// As <c>amp permissions list</c> prints it, but that text which reads like a flag or null stands in quotes, so that it stays text. A list that holds anything but text cannot be
    /// said in that form: the CLI prints it as an object, and reads it back as one. Nor can text that ends in a backslash: neither the CLI nor <see cref="FromText"/> reads back what is printed.
    /// </remarks>
    public string ToText() => string.Concat(_rules.Select(static rule => RuleText.Write(rule) + "\n"));

    /// <summary>Says what the rules do with a tool call, as <c>amp permissions test</c> does. Nothing is run.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="input">Its input, an object.</param>
    /// <param name="context">Whose call it is. Since 0.0.1769314944 the CLI takes those of sub-agents for the agent's own: <see cref="AmpPermissionContext.Thread"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="input"/> is no object.</exception>
    public AmpPermissionEvaluation Evaluate(string tool, RawJson input, AmpPermissionContext context = AmpPermissionContext.Thread)
    {
        ArgumentException.ThrowIfNullOrEmpty(tool);
        ArgumentNullException.ThrowIfNull(input);
        if (input.Element.ValueKind is not JsonValueKind.Object)
        {
            throw new ArgumentException("The input of a tool is a JSON object.", nameof(input));
        }

        var index = Array.FindIndex(_rules, rule => (rule.Context is null || rule.Context == context) && RuleMatcher.Matches(rule.ToJson(), tool, input.Element));
        return index < 0 ? new(null, null) : new(_rules[index], index);
    }

    /// <inheritdoc/>
    public IEnumerator<AmpPermissionRule> GetEnumerator() => ((IEnumerable<AmpPermissionRule>)_rules).GetEnumerator();

    /// <summary>Gives the text form.</summary>
    public override string ToString() => ToText();

    IEnumerator IEnumerable.GetEnumerator() => _rules.GetEnumerator();

    private AmpPermissionRules WithLast(Func<AmpPermissionRule, AmpPermissionRule> change) =>
        _rules.Length == 0 ? throw new InvalidOperationException("There is no rule yet that could be restricted.") : new([.. _rules[..^1], change(_rules[^1])]);
}
