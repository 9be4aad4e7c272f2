using System.Buffers;
using System.Text.Json;
using Amp.Client.Permissions;
using Amp.Streaming;

namespace Amp.Client;

/// <summary>What an argument of a tool call must be for a rule to match it. Immutable; equal when its JSON is.</summary>
/// <remarks>Text, a flag or a number converts implicitly: <c>rule.When("cmd", "git *")</c>.</remarks>
public sealed record AmpPermissionPattern
{
    private AmpPermissionPattern(RawJson json) => Json = json;

    /// <summary>The pattern as the CLI reads it.</summary>
    public RawJson Json { get; }

    /// <summary>The argument must be <see langword="null"/>.</summary>
    public static AmpPermissionPattern Null { get; } = new(RawJson.Parse("null"));

    /// <summary>A glob, in which <c>*</c> stands for any text and nothing else is special, or a <c>/regular expression/</c> of JavaScript that must be found in the argument.</summary>
    /// <remarks>
    /// The CLI goes line by line: <c>git *</c> fits an argument of which <b>any line</b> begins so, and <c>^</c> and <c>$</c> of an expression are the ends of a line. A rule that allows should
    /// be an expression that holds the whole argument, such as <c>/(?&lt;![\s\S])git log[^\n;&amp;|&lt;&gt;$`]*(?![\s\S])/</c>. A glob without a star must be the whole argument.
    /// </remarks>
    /// <param name="pattern">The glob or the expression.</param>
    public static AmpPermissionPattern Text(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return Write(json => json.WriteStringValue(pattern));
    }

    /// <summary>The argument must be this.</summary>
    /// <param name="value">The flag.</param>
    public static AmpPermissionPattern Flag(bool value) => Write(json => json.WriteBooleanValue(value));

    /// <summary>The argument must be this number.</summary>
    /// <param name="value">The number; finite.</param>
    public static AmpPermissionPattern Number(double value) =>
        double.IsFinite(value) ? Write(json => json.WriteNumberValue(value)) : throw new ArgumentOutOfRangeException(nameof(value), value, "JSON knows finite numbers only.");

    /// <summary>One of the patterns must fit. Lists and objects among them fit nothing.</summary>
    /// <param name="patterns">At least one.</param>
    public static AmpPermissionPattern AnyOf(params IReadOnlyList<AmpPermissionPattern> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        if (patterns.Count == 0)
        {
            throw new ArgumentException("At least one pattern is needed: the CLI refuses a rule with an empty list.", nameof(patterns));
        }

        return Write(json =>
        {
            json.WriteStartArray();
            foreach (var pattern in patterns)
            {
                pattern.WriteTo(json);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>The argument must be an object, of which each named member fits its pattern.</summary>
    /// <param name="members">The members that count.</param>
    public static AmpPermissionPattern Members(IReadOnlyDictionary<string, AmpPermissionPattern> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return Write(json => WriteTo(json, members));
    }

    /// <summary>Takes a pattern as it stands in a settings file.</summary>
    /// <param name="json">Text, a flag, a number, null, an object of patterns, or an array of patterns.</param>
    /// <exception cref="ArgumentException">It is an empty array, or holds an expression that does not compile.</exception>
    public static AmpPermissionPattern FromJson(RawJson json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return PermissionRuleCheck.FindProblemOfPattern("the pattern", json.Element) is { } problem ? throw new ArgumentException(problem, nameof(json)) : new(json);
    }

    /// <inheritdoc cref="Text(string)"/>
    public static implicit operator AmpPermissionPattern(string pattern) => Text(pattern);

    /// <inheritdoc cref="Flag(bool)"/>
    public static implicit operator AmpPermissionPattern(bool value) => Flag(value);

    /// <inheritdoc cref="Number(double)"/>
    public static implicit operator AmpPermissionPattern(double value) => Number(value);

    /// <summary>Gives the JSON text.</summary>
    public override string ToString() => Json.ToString();

    internal static void WriteTo(Utf8JsonWriter json, IReadOnlyDictionary<string, AmpPermissionPattern> members)
    {
        json.WriteStartObject();
        foreach (var (name, pattern) in members)
        {
            json.WritePropertyName(name);
            pattern.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private void WriteTo(Utf8JsonWriter json) => Json.Element.WriteTo(json);

    private static AmpPermissionPattern Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return new(new RawJson(buffer.WrittenSpan));
    }
}
