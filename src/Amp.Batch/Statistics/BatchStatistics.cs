using System.Text.Json.Serialization;
using Amp.Batch.Results.Json;
using Amp.Batch.Statistics;

namespace Amp.Batch;

/// <summary>The numbers of a batch.</summary>
/// <remarks>
/// Runs are taken to be independent, which repetitions of one prompt are for that prompt. With several prompts, success rates and quantiles describe this mix of prompts; a comparison
/// by pairs takes the differences between prompts out. See <c>docs/batch.md</c> for each formula and its source.
/// </remarks>
public sealed record BatchStatistics
{
    /// <summary>The confidence of the intervals.</summary>
    public required double Confidence { get; init; }

    /// <summary>How many times the bootstrap drew.</summary>
    public int Resamples { get; init; }

    /// <summary>Where the bootstrap's random numbers began.</summary>
    public ulong Seed { get; init; }

    /// <summary>What is one pair in the comparisons.</summary>
    [JsonConverter(typeof(TolerantEnumConverter<BatchPairing>))]
    public BatchPairing PairBy { get; init; }

    /// <summary>Whether times, tokens, credits and the like are those of successful runs only.</summary>
    public bool SuccessfulRunsOnly { get; init; }

    /// <summary>The combinations, in the report's order.</summary>
    public IReadOnlyList<BatchCombinationStatistics> Combinations { get; init; } = [];

    /// <summary>Each pair of combinations, for each metric that both have. None where there are more than 100 combinations and no <see cref="BatchStatisticsOptions.Baseline"/>.</summary>
    public IReadOnlyList<BatchPairedComparison> Comparisons { get; init; } = [];

    /// <summary>What a reader should know before believing the numbers, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Computes the numbers of a report's cells.</summary>
    /// <param name="report">The report. Its own statistics are not looked at.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static BatchStatistics Compute(BatchReport report, BatchStatisticsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        return StatisticsComputation.Of(report, options ?? new());
    }
}
