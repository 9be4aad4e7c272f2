namespace Amp.Batch;

/// <summary>What a comparison comes to.</summary>
public enum BatchVerdict
{
    /// <summary>A verdict of a later version of this package.</summary>
    Unknown,

    /// <summary>There are too few pairs to tell: even if all of them spoke for the same side, the corrected p-value would not be small enough.</summary>
    TooFewPairs,

    /// <summary>There would have been enough pairs, and they do not show a difference. That is no proof that there is none.</summary>
    NotShown,

    /// <summary>There is a difference.</summary>
    Different,
}
