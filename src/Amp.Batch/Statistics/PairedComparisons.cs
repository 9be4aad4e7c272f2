namespace Amp.Batch.Statistics;

/// <summary>Compares combinations with each other on the same prompts.</summary>
internal static class PairedComparisons
{
    // Each is compared for each of ten metrics, and kept. With more, corrected for so many, next to nothing could be shown anyway.
    private const int MostPairs = 5_000;

    /// <summary>Whether there are too many combinations to compare each with each.</summary>
    public static bool AreTooMany(BatchReport report, BatchStatisticsOptions options) => options.Baseline is null && (long)report.Combinations.Count * (report.Combinations.Count - 1) / 2 > MostPairs;

    public static IReadOnlyList<BatchPairedComparison> Of(BatchReport report, IReadOnlyList<BatchMetric> metrics, ILookup<string, BatchCellResult> cells, BatchStatisticsOptions options)
    {
        if (AreTooMany(report, options))
        {
            return [];
        }

        var all = new List<BatchPairedComparison>();
        foreach (var metric in metrics)
        {
            var values = report.Combinations.ToDictionary(static combination => combination.Id, combination => Values([.. cells[combination.Id]], metric, options), StringComparer.Ordinal);
            List<(string First, string Second, List<ValuePair> Pairs)> family =
            [
                .. from pair in PairsOf(report, options)
                   select (pair.First, pair.Second, Match(values[pair.First], values[pair.Second])),
            ];
            if (metric is not BatchMetric.Success)
            {
                family.RemoveAll(static comparison => comparison.Pairs.Count == 0);
            }

            all.AddRange(Compare(family, metric, options));
        }

        return all;
    }

    /// <summary>Compares one family: all comparisons of a metric, corrected together.</summary>
    public static IEnumerable<BatchPairedComparison> Compare(IReadOnlyList<(string First, string Second, List<ValuePair> Pairs)> family, BatchMetric metric, BatchStatisticsOptions options)
    {
        var tests = family.Select(comparison => Test(comparison.Pairs, metric, options.PairBy)).ToList();
        var tested = Enumerable.Range(0, family.Count).Where(i => family[i].Pairs.Count > 0).ToList();
        var adjusted = HolmCorrection.Adjust([.. tested.Select(i => tests[i].PValue)]);
        for (var (i, place) = (0, 0); i < family.Count; i++)
        {
            var isTested = family[i].Pairs.Count > 0;
            yield return Describe(family[i], metric, tests[i], isTested ? adjusted[place] : null, tested.Count, options);
            place += isTested ? 1 : 0;
        }
    }

    private static IEnumerable<(string First, string Second)> PairsOf(BatchReport report, BatchStatisticsOptions options)
    {
        var combinations = report.Combinations;
        for (var i = 0; i < combinations.Count; i++)
        {
            for (var j = i + 1; j < combinations.Count; j++)
            {
                if (options.Baseline is null || options.Baseline == combinations[i].Id || options.Baseline == combinations[j].Id)
                {
                    yield return (combinations[i].Id, combinations[j].Id);
                }
            }
        }
    }

    private static Dictionary<(string Prompt, int Repetition), double> Values(BatchCellResult[] runs, BatchMetric metric, BatchStatisticsOptions options)
    {
        var measured = runs
            .Where(run => StatisticsComputation.IsMeasured(run, metric, options))
            .Select(run => (run.PromptId, run.Repetition, Value: MetricValue.Of(run, metric)))
            .Where(static run => run.Value is not null);
        return options.PairBy is BatchPairing.Run
            ? measured.DistinctBy(static run => (run.PromptId, run.Repetition)).ToDictionary(static run => (run.PromptId, run.Repetition), static run => run.Value!.Value)
            : measured.GroupBy(static run => run.PromptId, StringComparer.Ordinal).ToDictionary(static prompt => (prompt.Key, 0), prompt => Center([.. prompt.Select(static run => run.Value!.Value).Order()], metric));
    }

    private static double Center(double[] sorted, BatchMetric metric) => metric is BatchMetric.Success ? sorted.Average() : Quantile.Of(sorted, 0.5)!.Value;

    private static List<ValuePair> Match(Dictionary<(string, int), double> first, Dictionary<(string, int), double> second) =>
        [.. first.Where(pair => second.ContainsKey(pair.Key)).Select(pair => new ValuePair(pair.Value, second[pair.Key]))];

    private static (string Name, double PValue) Test(List<ValuePair> pairs, BatchMetric metric, BatchPairing pairing)
    {
        if (metric is BatchMetric.Success)
        {
            var p = SignTest.PValue(pairs.Count(static pair => pair.Difference > 0), pairs.Count(static pair => pair.Difference < 0));
            return (pairing is BatchPairing.Run ? "McNemar, exact" : "sign test, exact", p);
        }

        var result = WilcoxonTest.Of(pairs.Select(static pair => pair.Difference));
        return (result.IsExact ? "Wilcoxon signed-rank, exact" : "Wilcoxon signed-rank, normal approximation", result.PValue);
    }

    private static BatchPairedComparison Describe(
        (string First, string Second, List<ValuePair> Pairs) comparison, BatchMetric metric, (string Name, double PValue) test, double? adjusted, int familySize, BatchStatisticsOptions options)
    {
        var pairs = comparison.Pairs;
        double[] differences = [.. pairs.Select(static pair => pair.Difference).Order()];
        var level = 1 - options.Confidence;
        var smallest = SignTest.SmallestPValue(pairs.Count);
        // A hair of room for what a sum of doubles loses.
        var verdict = adjusted is null ? BatchVerdict.TooFewPairs
            : adjusted <= level + 1e-12 ? BatchVerdict.Different
            : smallest * familySize > level + 1e-12 ? BatchVerdict.TooFewPairs
            : BatchVerdict.NotShown;
        var described = new BatchPairedComparison
        {
            FirstId = comparison.First,
            SecondId = comparison.Second,
            Metric = metric,
            Test = test.Name,
            Pairs = pairs.Count,
            Ties = pairs.Count(static pair => pair.Difference == 0),
            FirstLarger = pairs.Count(static pair => pair.Difference > 0),
            SecondLarger = pairs.Count(static pair => pair.Difference < 0),
            Difference = pairs.Count == 0 ? null : metric is BatchMetric.Success ? differences.Average() : Quantile.Of(differences, 0.5),
            PValue = adjusted is null ? null : test.PValue,
            AdjustedPValue = adjusted,
            SmallestPossiblePValue = pairs.Count == 0 ? null : smallest,
            Verdict = verdict,
            Explanation = "",
        };
        return described with { Explanation = ComparisonText.Explain(described, familySize, level) };
    }
}
