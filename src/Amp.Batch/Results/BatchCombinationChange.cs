namespace Amp.Batch;

/// <summary>How a combination did in two batches, on the prompts and repetitions that both have.</summary>
/// <param name="CombinationId">The combination.</param>
/// <param name="Name">What the later batch calls it.</param>
public sealed record BatchCombinationChange(string CombinationId, string Name)
{
    /// <summary>In how many cells both batches have a run that counts.</summary>
    public required int Cells { get; init; }

    /// <summary>How many of them succeeded in the earlier batch.</summary>
    public required int SuccessesBefore { get; init; }

    /// <summary>How many of them succeeded in the later batch.</summary>
    public required int SuccessesAfter { get; init; }

    /// <summary>The comparisons of later (first) with earlier (second), for each metric that both have.</summary>
    public IReadOnlyList<BatchPairedComparison> Comparisons { get; init; } = [];
}
