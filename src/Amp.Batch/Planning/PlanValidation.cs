using Amp.Client;

namespace Amp.Batch.Planning;

/// <summary>Finds everything about a plan that cannot work, for every cell, before the first run.</summary>
internal static class PlanValidation
{
    // More cells than anybody runs; a slip in a plan must not fill the memory.
    private const long MostCells = 100_000;
    private const int MostRepetitions = 10_000;
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(1);

    public static IReadOnlyList<BatchProblem> Of(BatchPlan plan, Func<BatchEnvironment?, AmpCliCapabilities> cliOf)
    {
        List<BatchProblem> problems = [.. OfPlan(plan)];
        var combinations = CellExpansion.CombinationsOf(plan);
        var size = (long)plan.Prompts.Count * combinations.Count * Math.Max(plan.Repetitions, 1);
        if (size > MostCells)
        {
            problems.Add(new($"The plan has {size} cells before filters; at most {MostCells} can be planned. Split it."));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var cells = CellExpansion.Of(plan);
        if (cells.Count == 0)
        {
            return [new("The filters leave no cell. Look at Include, Exclude and Where.")];
        }

        problems.AddRange(PlanPreview.LimitProblems(plan.Limits, cells.Count, estimate: null));
        problems.AddRange(OfCells(plan, cells, cliOf));
        return problems;
    }

    private static IEnumerable<BatchProblem> OfPlan(BatchPlan plan)
    {
        if (plan.Prompts.Count == 0)
        {
            yield return new("The plan has no prompt. Add at least one to Prompts.");
        }

        if (plan.Repetitions is < 1 or > MostRepetitions)
        {
            yield return new($"Repetitions is {plan.Repetitions}; it must be from 1 to {MostRepetitions}.");
        }

        if (plan.Limits.MaxRuns < 1)
        {
            yield return new($"Limits.MaxRuns is {plan.Limits.MaxRuns}; it must be at least 1.");
        }

        if (plan.Limits.MaxCredits <= 0)
        {
            yield return new($"Limits.MaxCredits is {plan.Limits.MaxCredits}; it must be more than zero, or null for no limit.");
        }

        if (plan.Limits.MaxTokens <= 0)
        {
            yield return new($"Limits.MaxTokens is {plan.Limits.MaxTokens}; it must be more than zero, or null for no limit.");
        }
    }

    /// <summary>Problems by cell, those with the same words put together.</summary>
    private static IEnumerable<BatchProblem> OfCells(BatchPlan plan, IReadOnlyList<BatchCell> cells, Func<BatchEnvironment?, AmpCliCapabilities> cliOf)
    {
        var clis = new Dictionary<string, AmpCliCapabilities>(StringComparer.OrdinalIgnoreCase);
        var byCombination = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var byPrompt = new Dictionary<(string Prompt, string Environment), IReadOnlyList<string>>();
        return cells
            .SelectMany(cell => ProblemsOf(cell).Select(message => (Message: message, Cell: cell)))
            .GroupBy(static problem => problem.Message, StringComparer.Ordinal)
            .Select(static group => new BatchProblem(group.Key) { Cells = [.. group.Select(static problem => problem.Cell)] });

        IEnumerable<string> ProblemsOf(BatchCell cell)
        {
            var environment = cell.Combination.Environment?.Name ?? "";
            if (!clis.TryGetValue(environment, out var cli))
            {
                clis[environment] = cli = cliOf(cell.Combination.Environment);
            }

            if (!byCombination.TryGetValue(cell.Combination.Id, out var ofCombination))
            {
                byCombination[cell.Combination.Id] = ofCombination = [.. CombinationValidation.Of(cell, cli, plan.AllowUnlistedArguments)];
            }

            if (!byPrompt.TryGetValue((cell.Prompt.Id, environment), out var ofPrompt))
            {
                byPrompt[(cell.Prompt.Id, environment)] = ofPrompt = [.. OfPrompt(cell.Prompt, cli)];
            }

            return ofCombination.Concat(ofPrompt).Distinct(StringComparer.Ordinal);
        }
    }

    private static IEnumerable<string> OfPrompt(BatchPrompt prompt, AmpCliCapabilities cli) =>
        string.IsNullOrWhiteSpace(prompt.Text) ? ["A prompt is blank: the CLI would keep it from the model."] : cli.FindProblems(new() { Prompt = prompt.Text });

    internal static bool IsRunTime(TimeSpan time) => time > TimeSpan.Zero && time <= LongestRun;
}
