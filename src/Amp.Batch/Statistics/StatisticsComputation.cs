namespace Amp.Batch.Statistics;

/// <summary>Computes the statistics of a report.</summary>
internal static class StatisticsComputation
{
    public static BatchStatistics Of(BatchReport report, BatchStatisticsOptions options)
    {
        Check(options);
        // What says nothing about a combination is in none of its numbers.
        var cells = report.Cells.Where(static cell => cell.Success is not null).ToLookup(static cell => cell.CombinationId, StringComparer.Ordinal);
        var all = report.Cells.ToLookup(static cell => cell.CombinationId, StringComparer.Ordinal);
        BatchMetric[] metrics = [.. MetricValue.Numeric.Where(metric => report.Cells.Any(cell => cell.Success is not null && MetricValue.Of(cell, metric) is not null))];
        BatchCombinationStatistics[] combinations = [.. report.Combinations.Select(combination => Summarize(combination, [.. all[combination.Id]], [.. cells[combination.Id]], metrics, options))];
        var comparisons = PairedComparisons.Of(report, [BatchMetric.Success, .. metrics], cells, options);
        return new()
        {
            Confidence = options.Confidence,
            Resamples = options.Resamples,
            Seed = options.Seed,
            PairBy = options.PairBy,
            SuccessfulRunsOnly = options.SuccessfulRunsOnly,
            Combinations = combinations,
            Comparisons = comparisons,
            Notes = [.. StatisticsNotes.Of(report, combinations, comparisons, options)],
        };
    }

    /// <summary>Whether a cell's numbers are looked at.</summary>
    public static bool IsMeasured(BatchCellResult cell, BatchMetric metric, BatchStatisticsOptions options) =>
        metric is BatchMetric.Success or BatchMetric.Score || !options.SuccessfulRunsOnly || cell.Success is true;

    private static BatchCombinationStatistics Summarize(BatchCombinationInfo combination, BatchCellResult[] all, BatchCellResult[] runs, BatchMetric[] metrics, BatchStatisticsOptions options)
    {
        var successes = runs.Count(static run => run.Success is true);
        return new()
        {
            CombinationId = combination.Id,
            Name = combination.Name,
            Cells = all.Length,
            Runs = runs.Length,
            Successes = successes,
            Excluded = all.Length - runs.Length,
            SuccessRate = runs.Length == 0 ? null : (double)successes / runs.Length,
            SuccessInterval = WilsonInterval.Of(successes, runs.Length, options.Confidence),
            PassAt = [.. options.PassAt.Distinct().Order().Select(k => PassAt(runs, k)).OfType<BatchPassAt>()],
            Metrics = [.. metrics.Select(metric => Summarize(combination.Id, runs, metric, options))],
        };
    }

    private static BatchPassAt? PassAt(BatchCellResult[] runs, int k)
    {
        double[] byPrompt = [.. runs
            .GroupBy(static run => run.PromptId, StringComparer.Ordinal)
            .Select(prompt => PassAtK.Of(prompt.Count(), prompt.Count(static run => run.Success is true), k))
            .OfType<double>()];
        return byPrompt.Length == 0 ? null : new(k, byPrompt.Average(), byPrompt.Length);
    }

    private static BatchMetricSummary Summarize(string combinationId, BatchCellResult[] runs, BatchMetric metric, BatchStatisticsOptions options)
    {
        BatchCellResult[] measured = [.. runs.Where(run => IsMeasured(run, metric, options))];
        double[] values = [.. measured.Select(run => MetricValue.Of(run, metric)).OfType<double>().Order()];
        var summary = new BatchMetricSummary { Metric = metric, Count = values.Length, Missing = measured.Length - values.Length };
        if (values.Length == 0)
        {
            return summary;
        }

        double[] probabilities = [.. options.Quantiles.Append(0.5).Distinct().Order()];
        var intervals = Bootstrap.Intervals(values, probabilities, options.Confidence, options.Resamples, SplitMix64.For(options.Seed, $"{combinationId} {metric}"));
        BatchQuantile[] quantiles = [.. probabilities.Select((probability, i) => new BatchQuantile(probability, Quantile.Of(values, probability)!.Value, intervals[i]))];
        return summary with
        {
            Mean = values.Average(),
            Minimum = values[0],
            Maximum = values[^1],
            Total = values.Sum(),
            Median = quantiles.Single(static quantile => quantile.Probability == 0.5),
            Quantiles = [.. quantiles.Where(quantile => options.Quantiles.Contains(quantile.Probability))],
        };
    }

    private static void Check(BatchStatisticsOptions options)
    {
        if (options.Confidence is not (>= 0.5 and <= 0.999))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Confidence, $"{nameof(options.Confidence)} must be between 0.5 and 0.999.");
        }

        if (options.Resamples is < 100 or > 100_000)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Resamples, $"{nameof(options.Resamples)} must be from 100 to 100,000.");
        }

        if (options.Quantiles.Any(static quantile => quantile is not (>= 0 and <= 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"{nameof(options.Quantiles)} must be from 0 to 1.");
        }

        if (options.PassAt.Any(static k => k < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"{nameof(options.PassAt)} must be at least 1.");
        }
    }
}
