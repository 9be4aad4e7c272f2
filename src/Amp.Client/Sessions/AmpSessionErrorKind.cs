namespace Amp.Client;

/// <summary>Why a session could not do what it was asked.</summary>
public enum AmpSessionErrorKind
{
    /// <summary>There is no session of that id (<c>SESSION_NOT_FOUND</c>).</summary>
    SessionNotFound,

    /// <summary>There is one of that id already (<c>SESSION_ALREADY_EXISTS</c>).</summary>
    SessionAlreadyExists,

    /// <summary>It has a turn under way or prompts waiting, and refuses more (<c>SESSION_BUSY</c>).</summary>
    SessionBusy,

    /// <summary>As many sessions as are allowed have work (<c>MAX_SESSIONS_REACHED</c>).</summary>
    MaxSessionsReached,

    /// <summary>As many prompts as are allowed are waiting (<c>QUEUE_FULL</c>).</summary>
    QueueFull,

    /// <summary>Another host has the folder (<c>STORE_IN_USE</c>).</summary>
    StoreInUse,

    /// <summary>The folder cannot be read or written (<c>STORE_FAILED</c>).</summary>
    StoreFailed,
}
