namespace Amp.Batch.Journal;

/// <summary>One line of a journal: its header, or a cell that is over.</summary>
internal sealed record JournalLine
{
    public JournalHeader? Header { get; init; }

    public BatchCellResult? Finished { get; init; }
}
