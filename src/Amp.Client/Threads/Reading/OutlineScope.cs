namespace Amp.Client.Threads;

/// <summary>How much of a thread's file is wanted beside its messages.</summary>
internal enum OutlineScope
{
    /// <summary>What a listing tells.</summary>
    Listing,

    /// <summary>What must be known before the messages are read: their times, and the ledger. The messages are passed over, and found to be valid or not when they are read.</summary>
    Times,

    /// <summary>All of it: the time of each message, the ledger, the fields without a place.</summary>
    Whole,
}
