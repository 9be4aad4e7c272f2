namespace Amp.Client;

/// <summary>What a session is doing.</summary>
public enum AmpSessionStatus
{
    /// <summary>Nothing: it is new, or its last turn succeeded.</summary>
    Idle,

    /// <summary>A turn is under way.</summary>
    Busy,

    /// <summary>Nothing: its last turn was stopped, or cut off because its host ended. The thread can be continued.</summary>
    Cancelled,

    /// <summary>Nothing: its last turn failed. The thread, if there is one, can be continued.</summary>
    Error,
}
