namespace Amp.Client;

/// <summary>A session could not do what it was asked. Nothing was sent to an agent.</summary>
public sealed class AmpSessionException : AmpException
{
    internal AmpSessionException(AmpSessionErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>Why.</summary>
    public AmpSessionErrorKind Kind { get; }

    /// <summary>The same as a word for a protocol, such as <c>SESSION_BUSY</c>.</summary>
    public string Code => Kind switch
    {
        AmpSessionErrorKind.SessionNotFound => "SESSION_NOT_FOUND",
        AmpSessionErrorKind.SessionAlreadyExists => "SESSION_ALREADY_EXISTS",
        AmpSessionErrorKind.SessionBusy => "SESSION_BUSY",
        AmpSessionErrorKind.MaxSessionsReached => "MAX_SESSIONS_REACHED",
        AmpSessionErrorKind.QueueFull => "QUEUE_FULL",
        AmpSessionErrorKind.StoreInUse => "STORE_IN_USE",
        _ => "STORE_FAILED",
    };
}
