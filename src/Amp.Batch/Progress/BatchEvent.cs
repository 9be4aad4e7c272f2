namespace Amp.Batch;

/// <summary>Something that happened in a batch.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When.</param>
/// <param name="Progress">Where the batch was then.</param>
public sealed record BatchEvent(BatchEventKind Kind, DateTimeOffset At, BatchProgress Progress)
{
    /// <summary>The cell, when it is about one.</summary>
    public BatchCellProgress? Cell { get; init; }

    /// <summary>What came of the cell.</summary>
    public BatchCellResult? Result { get; init; }

    /// <summary>How long nothing is started, when it is backing off.</summary>
    public TimeSpan? Delay { get; init; }
}
