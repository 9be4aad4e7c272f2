namespace Amp.Client.Threads;

/// <summary>How much of a thread's file is wanted beside its messages.</summary>
internal enum OutlineScope
{
    /// <summary>What a listing tells.</summary>
    Listing,

    /// <summary>All of it: the time of each message, the ledger, the fields without a place.</summary>
    Whole,
}
