namespace Amp.Batch;

/// <summary>A stored batch, without its cells.</summary>
public sealed record BatchHistoryEntry
{
    /// <summary>The batch's id.</summary>
    public required string Id { get; init; }

    /// <summary>Where its report is.</summary>
    public required string Path { get; init; }

    /// <summary>Why the report cannot be read; <see langword="null"/> when it can. Then everything below is <see langword="null"/>.</summary>
    public string? Problem { get; init; }

    /// <summary>What the batch is called.</summary>
    public string? Name { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether every cell was run to an end.</summary>
    public bool? IsComplete { get; init; }

    /// <summary>What all cells together came to.</summary>
    public BatchTotals? Totals { get; init; }

    /// <summary>The combinations' names.</summary>
    public IReadOnlyList<string>? Combinations { get; init; }
}
