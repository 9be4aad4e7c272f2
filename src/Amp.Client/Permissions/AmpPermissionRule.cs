using System.Buffers;
using System.Text.Json;

namespace Amp.Client;

/// <summary>One rule of <c>amp.permissions</c>. The first rule that matches a tool call decides on it; where none does, the CLI's built-in rules decide.</summary>
/// <remarks>
/// <b>Source.</b> <c>amp permissions test</c> of CLI 0.0.1767830505, 0.0.1774569934 and 0.0.1790142911, which accept and refuse the same rules. What a rule may hold is
/// checked before the run, because a run drops a malformed rule without a word.
/// </remarks>
public sealed record AmpPermissionRule
{
    /// <summary>The tool: a name such as <c>Bash</c>, or a glob such as <c>mcp__*</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>What to do with a call that matches.</summary>
    public required AmpPermissionAction Action { get; init; }

    /// <summary>What the tool's arguments must be for the rule to match, by the argument's name. All of them must fit; arguments that are not named may be anything.</summary>
    /// <value>The default is none: every call of the tool matches.</value>
    public IReadOnlyDictionary<string, AmpPermissionPattern> Matches { get; init; } = new Dictionary<string, AmpPermissionPattern>();

    /// <summary>Whose calls the rule is about.</summary>
    /// <value>The default is <see langword="null"/>: everybody's.</value>
    public AmpPermissionContext? Context { get; init; }

    /// <summary>The program that decides, for <see cref="AmpPermissionAction.Delegate"/> only: one executable, by path or by name, without arguments.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? To { get; init; }

    /// <summary>What the agent is told, for <see cref="AmpPermissionAction.Reject"/> only.</summary>
    /// <value>The default is <see langword="null"/>: the CLI's own words.</value>
    public string? Message { get; init; }

    /// <summary>A rule that lets a tool run.</summary>
    /// <param name="tool">A name or a glob.</param>
    public static AmpPermissionRule Allow(string tool) => new() { Tool = tool, Action = AmpPermissionAction.Allow };

    /// <summary>A rule that keeps a tool from running.</summary>
    /// <param name="tool">A name or a glob.</param>
    /// <param name="message">What the agent is told, or <see langword="null"/> for the CLI's own words.</param>
    public static AmpPermissionRule Reject(string tool, string? message = null) => new() { Tool = tool, Action = AmpPermissionAction.Reject, Message = message };

    /// <summary>A rule that ends the run where a person would be asked.</summary>
    /// <param name="tool">A name or a glob.</param>
    public static AmpPermissionRule Ask(string tool) => new() { Tool = tool, Action = AmpPermissionAction.Ask };

    /// <summary>A rule that has a program decide.</summary>
    /// <param name="tool">A name or a glob.</param>
    /// <param name="to">One executable, by path or by name, without arguments.</param>
    public static AmpPermissionRule Delegate(string tool, string to) => new() { Tool = tool, Action = AmpPermissionAction.Delegate, To = to };

    /// <summary>A rule in the shape of <c>createPermission</c> of the official SDK.</summary>
    /// <param name="tool">A name or a glob.</param>
    /// <param name="action">What to do.</param>
    /// <param name="matches">What arguments must be; <see langword="null"/> for every call.</param>
    /// <param name="context">Whose calls; <see langword="null"/> for everybody's.</param>
    /// <param name="to">The program that decides, with <see cref="AmpPermissionAction.Delegate"/>.</param>
    /// <param name="message">What the agent is told, with <see cref="AmpPermissionAction.Reject"/>.</param>
    /// <exception cref="AmpConfigurationException">The rule is malformed; the message says how.</exception>
    public static AmpPermissionRule Create(
        string tool, AmpPermissionAction action, IReadOnlyDictionary<string, AmpPermissionPattern>? matches = null, AmpPermissionContext? context = null, string? to = null, string? message = null)
    {
        var rule = new AmpPermissionRule { Tool = tool, Action = action, Matches = matches ?? new Dictionary<string, AmpPermissionPattern>(), Context = context, To = to, Message = message };
        return AmpPermissionRules.Check(AmpPermissionRules.Empty.Add(rule).ToJson()) is [var problem, ..] ? throw new AmpConfigurationException($"The permission {problem}") : rule;
    }

    /// <summary>The same rule for fewer calls: those of which an argument fits one of the patterns.</summary>
    /// <param name="argument">The argument's name, such as <c>cmd</c> or <c>path</c>.</param>
    /// <param name="patterns">What it must be, at least one: see <see cref="AmpPermissionPattern"/>.</param>
    public AmpPermissionRule When(string argument, params IReadOnlyList<AmpPermissionPattern> patterns)
    {
        ArgumentException.ThrowIfNullOrEmpty(argument);
        ArgumentNullException.ThrowIfNull(patterns);
        return this with { Matches = new Dictionary<string, AmpPermissionPattern>(Matches) { [argument] = patterns is [var one] ? one : AmpPermissionPattern.AnyOf(patterns) } };
    }

    internal JsonElement ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteTo(json);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("tool", Tool);
        json.WriteString("action", Action.ToString().ToLowerInvariant());
        if (Matches.Count > 0)
        {
            json.WritePropertyName("matches");
            AmpPermissionPattern.WriteTo(json, Matches);
        }

        WriteOptional("context", Context?.ToString().ToLowerInvariant());
        WriteOptional("to", To);
        WriteOptional("message", Message);
        json.WriteEndObject();

        void WriteOptional(string name, string? value)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }
    }
}
