namespace Amp.Batch;

/// <summary>One combination of a <see cref="BatchConfig"/>.</summary>
public sealed record BatchConfigCombination
{
    /// <summary>The mode, or the model: today's CLI has modes only.</summary>
    public required string Model { get; init; }

    /// <summary>The commit that the work starts from.</summary>
    /// <value>The default is <see langword="null"/>: what is checked out.</value>
    public string? BranchPointSha { get; init; }

    /// <summary>Further arguments for the CLI.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> CustomArgs { get; init; } = [];

    internal BatchCombination ToCombination() => new()
    {
        Variant = new() { ModeOrModel = Model },
        BaseCommit = BranchPointSha,
        Arguments = CustomArgs.Count == 0 ? BatchArguments.None : new(CustomArgs),
    };
}
