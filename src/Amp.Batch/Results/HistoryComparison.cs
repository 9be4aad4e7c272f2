using Amp.Batch.Statistics;

namespace Amp.Batch.Results;

/// <summary>Compares two batches by the ids of their cells, which are the same wherever the cells are.</summary>
internal static class HistoryComparison
{
    public static BatchHistoryComparison Of(BatchReport before, BatchReport after, BatchStatisticsOptions options)
    {
        var earlier = ById(before);
        var later = ById(after);
        List<(BatchCellResult Before, BatchCellResult After)> both = [.. later.Values.Where(cell => earlier.ContainsKey(cell.CellId)).Select(cell => (earlier[cell.CellId], cell))];
        return new()
        {
            BeforeId = before.Id,
            AfterId = after.Id,
            Fixed = [.. both.Where(static pair => pair is { Before.Success: false, After.Success: true }).Select(static pair => pair.After.CellId)],
            Broken = [.. both.Where(static pair => pair is { Before.Success: true, After.Success: false }).Select(static pair => pair.After.CellId)],
            OnlyBefore = [.. earlier.Keys.Where(id => !later.ContainsKey(id))],
            OnlyAfter = [.. later.Keys.Where(id => !earlier.ContainsKey(id))],
            Combinations = Changes(after, both, options),
        };
    }

    private static BatchCombinationChange[] Changes(BatchReport after, List<(BatchCellResult Before, BatchCellResult After)> both, BatchStatisticsOptions options)
    {
        List<(BatchCombinationInfo Info, List<(BatchCellResult Before, BatchCellResult After)> Cells)> combinations =
        [
            .. after.Combinations
                .Select(info => (info, both.Where(pair => pair.After.CombinationId == info.Id && pair is { Before.Success: not null, After.Success: not null }).ToList()))
                .Where(static combination => combination.Item2.Count > 0),
        ];
        var comparisons = new[] { BatchMetric.Success }.Concat(MetricValue.Numeric)
            .SelectMany(metric => PairedComparisons.Compare([.. combinations.Select(combination => (combination.Info.Id, combination.Info.Id, Pairs(combination.Cells, metric, options))).Where(static family => family.Item3.Count > 0)], metric, options))
            .ToLookup(static comparison => comparison.FirstId, StringComparer.Ordinal);
        return [.. combinations.Select(combination => new BatchCombinationChange(combination.Info.Id, combination.Info.Name)
        {
            Cells = combination.Cells.Count,
            SuccessesBefore = combination.Cells.Count(static pair => pair.Before.Success is true),
            SuccessesAfter = combination.Cells.Count(static pair => pair.After.Success is true),
            Comparisons = [.. comparisons[combination.Info.Id]],
        })];
    }

    private static List<ValuePair> Pairs(List<(BatchCellResult Before, BatchCellResult After)> cells, BatchMetric metric, BatchStatisticsOptions options) =>
    [
        .. from pair in cells
           where StatisticsComputation.IsMeasured(pair.Before, metric, options) && StatisticsComputation.IsMeasured(pair.After, metric, options)
           let first = MetricValue.Of(pair.After, metric)
           let second = MetricValue.Of(pair.Before, metric)
           where first is not null && second is not null
           select new ValuePair(first.Value, second.Value),
    ];

    private static Dictionary<string, BatchCellResult> ById(BatchReport report) =>
        report.Cells.DistinctBy(static cell => cell.CellId).ToDictionary(static cell => cell.CellId, StringComparer.Ordinal);
}
