namespace Amp.Client;

/// <summary>One flag of the CLI, as its help tells.</summary>
public sealed record AmpCliFlag
{
    /// <summary>Its long name, such as <c>--mode</c>; the short one where there is no other.</summary>
    public required string Name { get; init; }

    /// <summary>All of its names, such as <c>-m</c> and <c>--mode</c>.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Whether it takes a value.</summary>
    public AmpCliFlagValue Value { get; init; }

    /// <summary>The values that the help lists, in its order; then those that the CLI is known to accept without listing them.</summary>
    /// <value>Empty when the help lists none.</value>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>Whether other values than <see cref="AllowedValues"/> may be accepted: plugin modes, say.</summary>
    public bool AllowsOtherValues { get; init; } = true;

    /// <summary>What the help says about it, as one line.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether the help is silent about it: the CLI is known to accept it all the same.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether the flag may be given this value.</summary>
    /// <param name="value">The value; upper and lower case count.</param>
    public bool Allows(string value) => AllowsOtherValues || AllowedValues.Contains(value, StringComparer.Ordinal);
}
