using System.Text.Json.Serialization;
using Amp.Batch.Results.Json;

namespace Amp.Batch;

/// <summary>How a metric is distributed over the runs of a combination.</summary>
public sealed record BatchMetricSummary
{
    /// <summary>The metric.</summary>
    [JsonConverter(typeof(TolerantEnumConverter<BatchMetric>))]
    public required BatchMetric Metric { get; init; }

    /// <summary>How many runs have a value.</summary>
    public required int Count { get; init; }

    /// <summary>How many of the runs that came to the agent have none.</summary>
    public required int Missing { get; init; }

    /// <summary>The mean; <see langword="null"/> when there is no value.</summary>
    public double? Mean { get; init; }

    /// <summary>The smallest value.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest value.</summary>
    public double? Maximum { get; init; }

    /// <summary>The sum.</summary>
    public double? Total { get; init; }

    /// <summary>The median; <see langword="null"/> when there is no value.</summary>
    public BatchQuantile? Median { get; init; }

    /// <summary>The quantiles of <see cref="BatchStatisticsOptions.Quantiles"/>; empty when there is no value.</summary>
    public IReadOnlyList<BatchQuantile> Quantiles { get; init; } = [];
}
