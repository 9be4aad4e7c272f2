using Amp.Batch.Tests.Reports;
using Amp.Client;

namespace Amp.Batch.Tests.Statistics;

public sealed class BatchStatisticsTests
{
    [Fact]
    public void No_run_gives_no_numbers_and_says_so()
    {
        var report = BatchReport.Create("none", SampleBatch.Plan(2).ExpandCells(), []);

        var statistics = BatchStatistics.Compute(report);

        Assert.All(statistics.Combinations, static combination =>
        {
            Assert.Equal((0, 0, 4), (combination.Runs, combination.Successes, combination.Excluded));
            Assert.Null(combination.SuccessRate);
            Assert.Null(combination.SuccessInterval);
            Assert.Empty(combination.Metrics);
            Assert.Empty(combination.PassAt);
        });
        Assert.All(statistics.Comparisons, static comparison => Assert.Equal(BatchVerdict.TooFewPairs, comparison.Verdict));
        Assert.Contains(statistics.Notes, static note => note.Contains("nothing to compute", StringComparison.Ordinal));
    }

    [Fact]
    public async Task So_many_combinations_that_nothing_could_be_shown_are_compared_with_one_or_not_at_all()
    {
        var cells = BatchPlan.For("a").WithModes([.. Enumerable.Range(1, 102).Select(static i => $"m{i}")]).ExpandCells();
        var random = new Random(1);
        var report = BatchReport.Create("wide", cells, cells.Select(cell => SampleBatch.Result(cell, random, hasCredits: false, luck: 0)));

        var wide = report.WithStatistics();
        var one = BatchStatistics.Compute(report, new() { Baseline = report.Combinations[3].Id });

        Assert.Empty(wide.Statistics!.Comparisons);
        Assert.Contains(wide.Statistics.Notes, static note => note.Contains("Baseline", StringComparison.Ordinal));
        Assert.Contains("were not compared", await BatchExporter.ToHtmlAsync(wide), StringComparison.Ordinal);
        Assert.Equal(101, one.Comparisons.Count(static comparison => comparison.Metric is BatchMetric.Success));
        Assert.NotEmpty(BatchStatistics.Compute(report with { Combinations = [.. report.Combinations.Take(100)] }).Comparisons);
    }

    [Fact]
    public void One_run_has_a_median_and_no_interval_of_it()
    {
        var report = SampleBatch.Report(1);

        var combination = BatchStatistics.Compute(report with { Cells = [report.Cells[0]] }).Combinations[0];

        var median = combination.Find(BatchMetric.Tokens)!.Median!;
        Assert.Equal(report.Cells[0].Tokens!.Total, (long)median.Value);
        Assert.Null(median.Interval);
        Assert.NotNull(combination.SuccessInterval);
    }

    [Fact]
    public void What_is_not_known_is_missing_and_not_zero()
    {
        var report = SampleBatch.Report(4);
        var cells = report.Cells.Select(static (cell, i) => cell with { Score = i % 2 == 0 ? double.NaN : 0.5, Credits = null, Tokens = i == 0 ? null : cell.Tokens }).ToList();

        var statistics = BatchStatistics.Compute(report with { Cells = cells });

        var first = statistics.Combinations[0];
        Assert.Null(first.Find(BatchMetric.Credits));
        Assert.Equal((first.Runs - 1, 1), (first.Find(BatchMetric.Tokens)!.Count, first.Find(BatchMetric.Tokens)!.Missing));
        Assert.Equal(0.5, first.Find(BatchMetric.Score)!.Minimum);
        Assert.Contains("null", (report with { Cells = [.. cells.Select(static cell => cell with { Score = double.PositiveInfinity })] }).Cells[0].Score?.ToString() ?? "null", StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_service_refused_says_nothing_about_a_combination()
    {
        var report = SampleBatch.Report(3);
        var refused = report.Cells[0] with { Outcome = BatchOutcome.AgentFailed, ErrorKind = AmpErrorKind.RateLimited };

        var statistics = BatchStatistics.Compute(report with { Cells = [refused, .. report.Cells.Skip(1)] });

        Assert.Equal(1, statistics.Combinations[0].Excluded);
        Assert.Equal(5, statistics.Combinations[0].Runs);
        Assert.Equal(5, statistics.Combinations[0].Find(BatchMetric.Tokens)!.Count);
    }

    [Fact]
    public void The_same_batch_gives_the_same_numbers_and_another_seed_gives_other_intervals()
    {
        var report = SampleBatch.Report();

        var json = report.WithStatistics().ToJson();

        Assert.Equal(json, report.WithStatistics().ToJson());
        Assert.NotEqual(json, report.WithStatistics(new() { Seed = 2 }).ToJson());
    }

    [Theory]
    [InlineData(5, BatchVerdict.TooFewPairs)]
    [InlineData(6, BatchVerdict.Different)]
    public void Too_few_pairs_are_said_to_be_too_few_even_if_all_speak_for_one_side(int repetitions, BatchVerdict expected)
    {
        var comparison = Compare(repetitions, static (first, _) => first);

        Assert.Equal(expected, comparison.Verdict);
        Assert.Equal(Math.Pow(2, 1 - repetitions), comparison.SmallestPossiblePValue);
        Assert.Equal(expected is BatchVerdict.TooFewPairs, comparison.Explanation.Contains("At least 6 pairs are needed", StringComparison.Ordinal));
    }

    [Fact]
    public void Pairs_that_are_enough_for_one_comparison_are_too_few_for_three()
    {
        var comparisons = BatchStatistics.Compute(SampleBatch.Report(3, seed: 12)).Comparisons.Where(static comparison => comparison is { Metric: BatchMetric.Success, Pairs: 6 }).ToList();

        Assert.Equal(3, comparisons.Count);
        Assert.All(comparisons, static comparison => Assert.Equal(BatchVerdict.TooFewPairs, comparison.Verdict));
        Assert.All(comparisons, static comparison => Assert.Contains("At least 7 pairs are needed", comparison.Explanation, StringComparison.Ordinal));
    }

    [Fact]
    public void A_difference_that_is_not_shown_is_no_proof_of_none()
    {
        var comparison = Compare(10, static (_, repetition) => repetition % 2 == 0);

        Assert.Equal((BatchVerdict.NotShown, 10, 10), (comparison.Verdict, comparison.Pairs, comparison.Ties));
        Assert.Equal((1, 0.0), (comparison.PValue, comparison.Difference));
    }

    [Fact]
    public void Pairs_may_be_prompts()
    {
        var statistics = BatchStatistics.Compute(SampleBatch.Report(), new() { PairBy = BatchPairing.Prompt });

        Assert.All(statistics.Comparisons, static comparison => Assert.Equal(2, comparison.Pairs));
        Assert.All(statistics.Comparisons, static comparison => Assert.Equal(BatchVerdict.TooFewPairs, comparison.Verdict));
        Assert.Equal("sign test, exact", statistics.Comparisons[0].Test);
    }

    [Fact]
    public void A_baseline_is_compared_with_each_other_and_these_not_with_each_other()
    {
        var report = SampleBatch.Report(2);

        var statistics = BatchStatistics.Compute(report, new() { Baseline = report.Combinations[0].Id });

        Assert.Equal(2, statistics.Comparisons.Count(static comparison => comparison.Metric is BatchMetric.Success));
    }

    [Theory]
    [InlineData(0.4, 2_000, 1)]
    [InlineData(double.NaN, 2_000, 1)]
    [InlineData(0.95, 99, 1)]
    [InlineData(0.95, 2_000, 0)]
    public void Options_out_of_their_range_are_refused(double confidence, int resamples, int k) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchStatistics.Compute(SampleBatch.Report(1), new() { Confidence = confidence, Resamples = resamples, PassAt = [k] }));

    private static BatchPairedComparison Compare(int repetitions, Func<bool, int, bool> succeeds)
    {
        var cells = BatchPlan.For("x").WithModes("a", "b").Repeated(repetitions).ExpandCells();
        var report = BatchReport.Create("pairs", cells, cells.Select(cell => new BatchCellResult
        {
            CellId = cell.Id,
            PromptId = cell.Prompt.Id,
            CombinationId = cell.Combination.Id,
            Repetition = cell.Repetition,
            Outcome = succeeds(cell.Combination.Name == "a", cell.Repetition) ? BatchOutcome.Succeeded : BatchOutcome.VerifyFailed,
        }));
        return Assert.Single(BatchStatistics.Compute(report).Comparisons);
    }
}
