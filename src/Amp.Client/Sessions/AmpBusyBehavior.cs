namespace Amp.Client;

/// <summary>What becomes of a prompt for a session that has a turn under way or prompts waiting.</summary>
public enum AmpBusyBehavior
{
    /// <summary>It waits for its turn.</summary>
    Queue,

    /// <summary>It is refused with <see cref="AmpSessionErrorKind.SessionBusy"/>.</summary>
    Reject,
}
