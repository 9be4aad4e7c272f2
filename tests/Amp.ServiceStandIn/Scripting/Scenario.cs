namespace Amp.ServiceStandIn;

/// <summary>What the stand-in model answers in one conversation, turn by turn.</summary>
/// <remarks>
/// A prompt picks a scenario by holding <c>@@name</c>. The first turn answers that prompt, the next one answers the results of
/// the tools that the first one called, and so on; after the last turn the last one is repeated.
/// </remarks>
public sealed record Scenario
{
    /// <summary>Creates a scenario.</summary>
    /// <param name="name">The marker without its <c>@@</c>: letters, digits and underscores.</param>
    /// <param name="turns">The answers, in order; at least one.</param>
    public Scenario(string name, params IReadOnlyList<Turn> turns)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfZero(turns.Count, nameof(turns));
        Name = name;
        Turns = turns;
    }

    /// <summary>Gets the marker without its <c>@@</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the answers, in order; never empty.</summary>
    public IReadOnlyList<Turn> Turns { get; }

    /// <summary>Gets the answer of one step; beyond the last, the last.</summary>
    /// <param name="step">How often the model has answered since the marker, from 0.</param>
    public Turn TurnAt(int step) => Turns[Math.Min(step, Turns.Count - 1)];
}
