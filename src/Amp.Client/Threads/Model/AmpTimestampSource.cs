namespace Amp.Client;

/// <summary>Where the time of a message comes from, from the best to the worst.</summary>
public enum AmpTimestampSource
{
    /// <summary>The message says when it was sent (<c>meta.sentAt</c>). Prompts do.</summary>
    SentAt,

    /// <summary>The ledger says when its model call was charged. CLI 0.0.1767830505 keeps one.</summary>
    Ledger,

    /// <summary>The message's own usage says when the model had answered. CLI 0.0.1774569934 keeps it there.</summary>
    Usage,

    /// <summary>Nothing says it: between the times of its neighbours, in proportion to its place; at the start the thread's creation counts.</summary>
    Interpolated,
}
