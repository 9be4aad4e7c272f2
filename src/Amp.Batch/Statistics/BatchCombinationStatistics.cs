namespace Amp.Batch;

/// <summary>The numbers of one combination.</summary>
public sealed record BatchCombinationStatistics
{
    /// <summary>The combination: one of <see cref="BatchReport.Combinations"/>.</summary>
    public required string CombinationId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How many cells it has.</summary>
    public required int Cells { get; init; }

    /// <summary>How many of them count: <see cref="BatchCellResult.Success"/> is known.</summary>
    public required int Runs { get; init; }

    /// <summary>How many of those succeeded.</summary>
    public required int Successes { get; init; }

    /// <summary>How many cells say nothing about the combination: never run, cancelled, or refused by the service.</summary>
    public required int Excluded { get; init; }

    /// <summary>Successes by runs; <see langword="null"/> when no run counts.</summary>
    public double? SuccessRate { get; init; }

    /// <summary>The Wilson score interval of the success rate, over runs as if they were independent.</summary>
    public BatchInterval? SuccessInterval { get; init; }

    /// <summary>pass@k for each k of <see cref="BatchStatisticsOptions.PassAt"/> that some prompt has enough runs for.</summary>
    public IReadOnlyList<BatchPassAt> PassAt { get; init; } = [];

    /// <summary>How the metrics are distributed; one entry for each metric that a cell of the batch has.</summary>
    public IReadOnlyList<BatchMetricSummary> Metrics { get; init; } = [];

    /// <summary>Gives the summary of a metric, or <see langword="null"/> when no cell of the batch has it.</summary>
    /// <param name="metric">The metric.</param>
    public BatchMetricSummary? Find(BatchMetric metric) => Metrics.FirstOrDefault(summary => summary.Metric == metric);
}
