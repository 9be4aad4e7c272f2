namespace Amp.Batch.Statistics;

/// <summary>Reads a metric off a cell.</summary>
internal static class MetricValue
{
    /// <summary>The metrics that are numbers, in the order of reports.</summary>
    public static readonly BatchMetric[] Numeric =
    [
        BatchMetric.WallSeconds, BatchMetric.CliSeconds, BatchMetric.Tokens, BatchMetric.OutputTokens, BatchMetric.Credits, BatchMetric.DiffLines, BatchMetric.Turns, BatchMetric.ToolCalls, BatchMetric.Score,
    ];

    /// <returns>Null when it is not known, or no finite number.</returns>
    public static double? Of(BatchCellResult cell, BatchMetric metric)
    {
        var value = metric switch
        {
            BatchMetric.Success => cell.Success is { } success ? (success ? 1.0 : 0.0) : null,
            BatchMetric.WallSeconds => cell.WallDuration?.TotalSeconds,
            BatchMetric.CliSeconds => cell.Duration?.TotalSeconds,
            BatchMetric.Tokens => cell.Tokens?.Total,
            BatchMetric.OutputTokens => cell.Tokens?.Output,
            BatchMetric.Credits => (double?)cell.Credits,
            BatchMetric.DiffLines => cell.Diff?.Lines,
            BatchMetric.Turns => cell.Turns,
            BatchMetric.ToolCalls => cell.Tools?.Sum(static tool => tool.Calls),
            BatchMetric.Score => cell.Score,
            _ => null,
        };
        return value is { } number && double.IsFinite(number) ? number : null;
    }
}
