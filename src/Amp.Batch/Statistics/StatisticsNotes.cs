using System.Globalization;

namespace Amp.Batch.Statistics;

/// <summary>What a reader should know before believing the numbers.</summary>
internal static class StatisticsNotes
{
    // A Wilson interval over fewer runs spans more than half of the range.
    private const int FewRuns = 10;

    public static IEnumerable<string> Of(BatchReport report, BatchCombinationStatistics[] combinations, IReadOnlyList<BatchPairedComparison> comparisons, BatchStatisticsOptions options)
    {
        if (!report.IsComplete)
        {
            yield return $"The batch is not complete{(report.StoppedBecause is { } reason ? $": {reason}" : ".")}";
        }

        var runs = combinations.Sum(static combination => combination.Runs);
        if (runs == 0)
        {
            yield return "No run counts: there is nothing to compute from.";
            yield break;
        }

        if (combinations.Sum(static combination => combination.Excluded) is var excluded and > 0)
        {
            yield return $"{ComparisonText.Counted(excluded, "cell")} of {report.Cells.Count} are left out: never run, cancelled, or refused by the service. They say nothing about a combination.";
        }

        if (combinations.Where(static combination => combination.Runs < FewRuns).ToList() is [_, ..] few)
        {
            yield return $"{few.Count} of {combinations.Length} combinations {(few.Count == 1 ? "has" : "have")} fewer than {FewRuns} runs: wide intervals. More repetitions make them narrower.";
        }

        if (report.Prompts.Count > 1 && options.PairBy is BatchPairing.Run && combinations.Any(combination => combination.Runs > report.Prompts.Count))
        {
            yield return "A pair is a run of each combination on the same prompt, so a difference is one on these prompts. To conclude about prompts like these, pair by prompt, and use many.";
        }

        if (PairedComparisons.AreTooMany(report, options))
        {
            yield return $"{report.Combinations.Count} combinations are too many to compare each with each: nothing could be shown. Compare all with one, by {nameof(BatchStatisticsOptions)}.{nameof(BatchStatisticsOptions.Baseline)}.";
        }

        var successes = comparisons.Where(static comparison => comparison.Metric is BatchMetric.Success && comparison.Pairs > 0).ToList();
        if (successes.Count > 0 && successes.All(static comparison => comparison.Verdict is BatchVerdict.TooFewPairs))
        {
            var level = (1 - options.Confidence) / successes.Count;
            yield return $"No difference of success rates can be shown by a batch of this size: {ComparisonText.Counted(successes.Count, "comparison")} at {options.Confidence.ToString("P1", CultureInfo.InvariantCulture)} need at least {ComparisonText.NeededPairs(level)} pairs each.";
        }
    }
}
