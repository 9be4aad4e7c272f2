using Amp.Batch.Statistics;

namespace Amp.Batch.Planning;

/// <summary>Earlier runs, to be found by what they ran. Medians are kept: the cells of a plan ask for the same ones again and again.</summary>
internal sealed class RunHistory
{
    private readonly IReadOnlyList<BatchCellResult> _all;
    private readonly ILookup<(string Prompt, string Combination), BatchCellResult> _byTask;
    private readonly ILookup<string, BatchCellResult> _byCombination;
    private readonly Dictionary<(string? Prompt, string? Combination), RunEstimate> _known = [];

    public RunHistory(IEnumerable<BatchReport> history)
    {
        // What never came to the agent, or was refused, took nothing.
        _all = [.. history.SelectMany(static report => report.Cells).Where(static cell => cell.Success is not null)];
        _byTask = _all.ToLookup(static cell => (cell.PromptId, cell.CombinationId));
        _byCombination = _all.ToLookup(static cell => cell.CombinationId);
    }

    public bool IsEmpty => _all.Count == 0;

    public RunEstimate For(BatchCell cell)
    {
        var (prompt, combination) = (cell.Prompt.Id, cell.Combination.Id);
        return _byTask.Contains((prompt, combination)) ? Get(prompt, combination, RunHistoryKind.SameTask, _byTask[(prompt, combination)])
            : _byCombination.Contains(combination) ? Get(null, combination, RunHistoryKind.SameCombination, _byCombination[combination])
            : Get(null, null, RunHistoryKind.Any, _all);
    }

    private RunEstimate Get(string? prompt, string? combination, RunHistoryKind kind, IEnumerable<BatchCellResult> runs)
    {
        if (!_known.TryGetValue((prompt, combination), out var estimate))
        {
            var list = runs.ToList();
            _known[(prompt, combination)] = estimate = new(
                kind,
                Median(list, static run => run.WallDuration?.TotalSeconds),
                Median(list, static run => run.Tokens?.Total),
                Median(list, static run => (double?)run.Credits));
        }

        return estimate;
    }

    private static double? Median(List<BatchCellResult> runs, Func<BatchCellResult, double?> metric) =>
        Quantile.Of([.. runs.Select(metric).OfType<double>().Order()], 0.5);
}
