namespace Amp.Batch;

/// <summary>Which batches to keep.</summary>
public sealed record BatchRetention
{
    /// <summary>How many to keep, those that began last.</summary>
    /// <value>At least 0. The default is <see langword="null"/>: any number.</value>
    public int? MaxCount { get; init; }

    /// <summary>How old they may be, since they began.</summary>
    /// <value>More than zero. The default is <see langword="null"/>: any age.</value>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether batches that are not complete may be deleted too. They can be resumed.</summary>
    /// <value>The default is <see langword="false"/>: they are kept, and do not count.</value>
    public bool IncludeIncomplete { get; init; }
}
