namespace Amp.Batch.Planning;

/// <summary>Estimates what a plan may take, from medians: one run that went astray must not spoil the estimate.</summary>
internal static class PlanPreview
{
    public static BatchPreview Of(BatchPlan plan, IEnumerable<BatchReport> history, int maxConcurrency)
    {
        var cells = plan.ExpandCells();
        var estimate = Estimate(cells, history, maxConcurrency);
        return new()
        {
            Cells = cells,
            Combinations = [.. cells.Select(static cell => cell.Combination).DistinctBy(static combination => combination.Id)],
            Prompts = [.. cells.Select(static cell => cell.Prompt).DistinctBy(static prompt => prompt.Id)],
            Estimate = estimate,
            LimitProblems = [.. LimitProblems(plan.Limits, cells.Count, estimate)],
        };
    }

    public static IEnumerable<BatchProblem> LimitProblems(BatchLimits limits, int runs, BatchEstimate? estimate)
    {
        if (runs > limits.MaxRuns)
        {
            yield return new($"The plan has {runs} runs, and Limits.MaxRuns is {limits.MaxRuns}. Leave out cells, or raise the limit.");
        }

        if (limits.MaxTokens is { } tokens && estimate?.Tokens > tokens)
        {
            yield return new($"Earlier runs say that the plan may take {estimate.Tokens} tokens, and Limits.MaxTokens is {tokens}. Leave out cells, or raise the limit.");
        }

        if (limits.MaxCredits is { } credits && estimate?.Credits > credits)
        {
            yield return new($"Earlier runs say that the plan may take {estimate.Credits:0.##} credits, and Limits.MaxCredits is {credits}. Leave out cells, or raise the limit.");
        }
    }

    private static BatchEstimate? Estimate(IReadOnlyList<BatchCell> cells, IEnumerable<BatchReport> history, int maxConcurrency)
    {
        var source = new RunHistory(history);
        if (source.IsEmpty || cells.Count == 0)
        {
            return null;
        }

        List<RunEstimate> runs = [.. cells.Select(source.For)];
        var seconds = Sum(runs, static run => run.Seconds);
        return new()
        {
            Runs = cells.Count,
            RunsWithOwnHistory = runs.Count(static run => run.Kind is RunHistoryKind.SameTask),
            RunsWithoutHistory = runs.Count(static run => run.Kind is RunHistoryKind.Any),
            RunTime = seconds is { } time ? TimeSpan.FromSeconds(time) : null,
            // No batch is faster than its longest run.
            WallTime = seconds is { } all ? TimeSpan.FromSeconds(Math.Max(all / Math.Min(maxConcurrency, cells.Count), runs.Max(static run => run.Seconds ?? 0))) : null,
            Tokens = Sum(runs, static run => run.Tokens) is { } tokens ? (long)Math.Round(tokens) : null,
            Credits = Sum(runs, static run => run.Credits) is { } credits ? (decimal)credits : null,
        };
    }

    // When one run cannot be estimated the sum is not known: a part of it would look like all of it.
    private static double? Sum(List<RunEstimate> runs, Func<RunEstimate, double?> metric) => runs.Any(run => metric(run) is null) ? null : runs.Sum(metric);
}
