using System.Text.Json.Serialization;
using Amp.Batch.Results.Json;

namespace Amp.Batch;

/// <summary>Two combinations, compared on the same prompts.</summary>
public sealed record BatchPairedComparison
{
    /// <summary>The first combination's id.</summary>
    public required string FirstId { get; init; }

    /// <summary>The second combination's id.</summary>
    public required string SecondId { get; init; }

    /// <summary>What was compared.</summary>
    [JsonConverter(typeof(TolerantEnumConverter<BatchMetric>))]
    public required BatchMetric Metric { get; init; }

    /// <summary>The test: <c>McNemar, exact</c>, <c>sign test, exact</c>, <c>Wilcoxon signed-rank, exact</c> or <c>Wilcoxon signed-rank, normal approximation</c>.</summary>
    public required string Test { get; init; }

    /// <summary>How many pairs have both values.</summary>
    public required int Pairs { get; init; }

    /// <summary>In how many of them both values are the same. They say nothing about which is larger, and the tests leave them out.</summary>
    public required int Ties { get; init; }

    /// <summary>In how many pairs the first has the larger value: for <see cref="BatchMetric.Success"/>, it succeeded and the second did not.</summary>
    public required int FirstLarger { get; init; }

    /// <summary>In how many pairs the second has the larger value.</summary>
    public required int SecondLarger { get; init; }

    /// <summary>First minus second: the difference of the success rates, or the median of the pairs' differences. <see langword="null"/> without pairs.</summary>
    public double? Difference { get; init; }

    /// <summary>How likely a difference this large would be if there were none; two-sided. <see langword="null"/> without pairs.</summary>
    public double? PValue { get; init; }

    /// <summary>The p-value corrected by Holm for all comparisons of this metric.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>The smallest p-value that this many pairs could have shown, had all of them spoken for one side: 2 × 0.5^pairs. <see langword="null"/> without pairs.</summary>
    public double? SmallestPossiblePValue { get; init; }

    /// <summary>What it comes to at 1 − <see cref="BatchStatistics.Confidence"/>.</summary>
    [JsonConverter(typeof(TolerantEnumConverter<BatchVerdict>))]
    public required BatchVerdict Verdict { get; init; }

    /// <summary>What it comes to, in a sentence.</summary>
    public required string Explanation { get; init; }
}
