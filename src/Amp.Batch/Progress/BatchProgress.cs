namespace Amp.Batch;

/// <summary>Where a batch is. A snapshot.</summary>
public sealed record BatchProgress
{
    /// <summary>The batch.</summary>
    public required string BatchId { get; init; }

    /// <summary>How many cells there are.</summary>
    public required int Total { get; init; }

    /// <summary>How many are under way.</summary>
    public required int Running { get; init; }

    /// <summary>How many are over, however they ended; those of an earlier host that were not run again are among them.</summary>
    public required int Done { get; init; }

    /// <summary>How many of those did not succeed.</summary>
    public required int Failed { get; init; }

    /// <summary>The cells, in the plan's order.</summary>
    public required IReadOnlyList<BatchCellProgress> Cells { get; init; }

    /// <summary>How long it has run here.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How long the rest may take, from how long the cells took that were run here.</summary>
    /// <value><see langword="null"/> until the first one is over.</value>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>The tokens of all runs so far that told any.</summary>
    public required long Tokens { get; init; }

    /// <summary>The credits of all runs so far that told any.</summary>
    public required decimal Credits { get; init; }

    /// <summary>Nothing is started, because somebody paused the batch.</summary>
    public bool IsPaused { get; init; }
}
