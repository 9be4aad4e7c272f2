namespace Amp.Batch;

/// <summary>The source documents' form of a plan: one prompt, and what to run it with.</summary>
public sealed record BatchConfig
{
    /// <summary>What the agent is asked to do.</summary>
    public required string Prompt { get; init; }

    /// <summary>What to run it with.</summary>
    public IReadOnlyList<BatchConfigCombination> Combinations { get; init; } = [];
}
