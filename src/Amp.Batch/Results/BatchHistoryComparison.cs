using Amp.Batch.Results;

namespace Amp.Batch;

/// <summary>Two batches, compared on the cells that both have.</summary>
public sealed record BatchHistoryComparison
{
    /// <summary>The earlier batch's id.</summary>
    public required string BeforeId { get; init; }

    /// <summary>The later batch's id.</summary>
    public required string AfterId { get; init; }

    /// <summary>The cells that succeeded in the later batch and failed in the earlier one.</summary>
    public IReadOnlyList<string> Fixed { get; init; } = [];

    /// <summary>The cells that failed in the later batch and succeeded in the earlier one.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>The cells that only the earlier batch has.</summary>
    public IReadOnlyList<string> OnlyBefore { get; init; } = [];

    /// <summary>The cells that only the later batch has.</summary>
    public IReadOnlyList<string> OnlyAfter { get; init; } = [];

    /// <summary>The combinations that both have. Tests are corrected over all combinations for each metric.</summary>
    public IReadOnlyList<BatchCombinationChange> Combinations { get; init; } = [];

    /// <summary>Compares two batches.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one.</param>
    /// <param name="options">How to compute; <see langword="null"/> for the defaults.</param>
    public static BatchHistoryComparison Of(BatchReport before, BatchReport after, BatchStatisticsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return HistoryComparison.Of(before, after, options ?? new());
    }
}
