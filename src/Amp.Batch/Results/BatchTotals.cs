namespace Amp.Batch;

/// <summary>What some cells together came to.</summary>
public sealed record BatchTotals
{
    /// <summary>How many cells.</summary>
    public required int Cells { get; init; }

    /// <summary>How many succeeded.</summary>
    public required int Succeeded { get; init; }

    /// <summary>How many failed: <see cref="BatchCellResult.Success"/> is false.</summary>
    public required int Failed { get; init; }

    /// <summary>How many say nothing: never run, cancelled, or refused by the service.</summary>
    public required int Excluded { get; init; }

    /// <summary>The tokens of all runs that told any; <see langword="null"/> when none did.</summary>
    public long? Tokens { get; init; }

    /// <summary>The credits of all runs that told any; <see langword="null"/> when none did.</summary>
    public decimal? Credits { get; init; }

    /// <summary>The wall time of all runs, one after the other; <see langword="null"/> when there was none.</summary>
    public TimeSpan? RunTime { get; init; }

    internal static BatchTotals Of(IReadOnlyList<BatchCellResult> cells) => new()
    {
        Cells = cells.Count,
        Succeeded = cells.Count(static cell => cell.Success is true),
        Failed = cells.Count(static cell => cell.Success is false),
        Excluded = cells.Count(static cell => cell.Success is null),
        Tokens = cells.Any(static cell => cell.Tokens?.Total is not null) ? cells.Sum(static cell => cell.Tokens?.Total ?? 0) : null,
        Credits = cells.Any(static cell => cell.Credits is not null) ? cells.Sum(static cell => cell.Credits ?? 0) : null,
        RunTime = cells.Any(static cell => cell.WallDuration is not null) ? new TimeSpan(cells.Sum(static cell => (cell.WallDuration ?? TimeSpan.Zero).Ticks)) : null,
    };
}
