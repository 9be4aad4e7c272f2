using Amp.Batch.Tests.Reports;

namespace Amp.Batch.Tests.Planning;

public sealed class PreviewTests
{
    [Fact]
    public void A_preview_says_how_many_runs_and_which()
    {
        var preview = SampleBatch.Plan(3).Preview();

        Assert.Equal((18, 3, 2), (preview.Runs, preview.Combinations.Count, preview.Prompts.Count));
        Assert.Null(preview.Estimate);
        Assert.Contains("18 runs: 2 prompts × 3 combinations", preview.ToString(), StringComparison.Ordinal);
        Assert.Contains("6 × rush", preview.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_estimate_is_made_of_medians_of_what_was_run_before()
    {
        var history = SampleBatch.Report(5);
        var plan = SampleBatch.Plan(2).WithModes("unknown");

        var estimate = plan.Preview([history], maxConcurrency: 2).Estimate!;

        Assert.Equal((16, 12, 4), (estimate.Runs, estimate.RunsWithOwnHistory, estimate.RunsWithoutHistory));
        double expected = 0;
        var counted = history.Cells.Where(static cell => cell.Success is not null).ToList();
        foreach (var cell in plan.ExpandCells())
        {
            var own = counted.Where(run => run.PromptId == cell.Prompt.Id && run.CombinationId == cell.Combination.Id).ToList();
            expected += MathNet.Numerics.Statistics.Statistics.Median((own.Count > 0 ? own : counted).Select(static run => (double)run.Tokens!.Total!));
        }

        Assert.Equal(expected, estimate.Tokens!.Value, 1.0);
        Assert.Equal(estimate.RunTime!.Value.TotalSeconds / 2, estimate.WallTime!.Value.TotalSeconds, 3);
        Assert.NotNull(estimate.Credits);
    }

    [Fact]
    public void What_nobody_told_before_is_not_guessed() => Assert.Null(SampleBatch.Plan(1).Preview([SampleBatch.Report(2, hasCredits: false)]).Estimate!.Credits);

    [Fact]
    public void Limits_are_checked_against_the_estimate_before_anything_runs()
    {
        var plan = SampleBatch.Plan(2).LimitedTo(new() { MaxRuns = 5, MaxTokens = 1_000, MaxCredits = 1 });

        var problems = plan.Preview([SampleBatch.Report(2)]).LimitProblems;

        Assert.Equal(["MaxRuns", "MaxTokens", "MaxCredits"], problems.Select(static problem => new[] { "MaxRuns", "MaxTokens", "MaxCredits" }.Single(limit => problem.Message.Contains(limit, StringComparison.Ordinal))));
    }
}
