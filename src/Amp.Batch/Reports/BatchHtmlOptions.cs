namespace Amp.Batch;

/// <summary>What goes into the page of a report.</summary>
public sealed record BatchHtmlOptions
{
    /// <summary>Where the patches and streams of the cells are.</summary>
    /// <value>The default is <see langword="null"/>: the page has no diffs, and of the transcripts the agent's last text.</value>
    public BatchStore? Store { get; init; }

    /// <summary>Earlier batches, for the trend. Those without a combination of this batch are passed over, as is this batch itself.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<BatchReport> Earlier { get; init; } = [];

    /// <summary>How many earlier batches the trend shows, the latest.</summary>
    /// <value>From 0 to 100. The default is 12.</value>
    public int MaxEarlier { get; init; } = 12;

    /// <summary>How much of a cell's transcript the page has, in characters.</summary>
    /// <value>At least 0. The default is 20,000.</value>
    public int MaxTranscriptCharacters { get; init; } = 20_000;

    /// <summary>How much of a cell's patch the page has, in characters.</summary>
    /// <value>At least 0. The default is 40,000.</value>
    public int MaxPatchCharacters { get; init; } = 40_000;

    /// <summary>How much of all transcripts and patches together the page has, in characters. What does not fit is left out, and the page says so.</summary>
    /// <value>At least 0. The default is 12,000,000. Each cell gets its share first, so that no big one takes the room of the others.</value>
    public long MaxDetailCharacters { get; init; } = 12_000_000;
}
