namespace Amp.Batch.Planning;

/// <summary>Makes the cells of a plan.</summary>
internal static class CellExpansion
{
    /// <summary>The combinations: the product of the axes, then the ones that were named, each once.</summary>
    public static IReadOnlyList<BatchCombination> CombinationsOf(BatchPlan plan)
    {
        var hasAxis = plan.Variants.Count + plan.BaseCommits.Count + plan.ArgumentSets.Count + plan.Environments.Count > 0;
        var product =
            from variant in OrOne(plan.Variants, new BatchVariant())
            from commit in OrOne(plan.BaseCommits, null)
            from arguments in OrOne(plan.ArgumentSets, BatchArguments.None)
            from environment in OrOne<BatchEnvironment?>(plan.Environments, null)
            select new BatchCombination { Variant = variant, BaseCommit = commit, Arguments = arguments, Environment = environment };
        return [.. (hasAxis || plan.Combinations.Count == 0 ? product : []).Concat(plan.Combinations).DistinctBy(static combination => combination.Id)];
    }

    public static IReadOnlyList<BatchCell> Of(BatchPlan plan)
    {
        var combinations = CombinationsOf(plan);
        var prompts = plan.Prompts.DistinctBy(static prompt => prompt.Id).ToList();
        var cells = new List<BatchCell>();
        for (var repetition = 1; repetition <= plan.Repetitions; repetition++)
        {
            foreach (var prompt in prompts)
            {
                foreach (var combination in combinations)
                {
                    var cell = new BatchCell(CellHash.OfCell(prompt, combination, repetition), prompt, combination, repetition);
                    if (IsWanted(plan, cell))
                    {
                        cells.Add(cell);
                    }
                }
            }
        }

        return cells;
    }

    private static bool IsWanted(BatchPlan plan, BatchCell cell) =>
        (plan.Include.Count == 0 || plan.Include.Any(filter => filter.Matches(cell)))
        && !plan.Exclude.Any(filter => filter.Matches(cell))
        && plan.Where?.Invoke(cell) is not false;

    private static IReadOnlyList<T> OrOne<T>(IReadOnlyList<T> axis, T otherwise) => axis.Count == 0 ? [otherwise] : axis;
}
