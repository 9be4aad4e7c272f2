using Amp.Client.Sessions.Journal;

namespace Amp.Client;

/// <summary>Something that happened in a session. Read from the session's log, and so the same for every reader at every time.</summary>
/// <remarks>The set of kinds is closed to other assemblies but open in time: what a later version wrote arrives whole as <see cref="AmpUnknownSessionEvent"/>. Immutable.</remarks>
public abstract record AmpSessionEvent
{
    private protected AmpSessionEvent()
    {
    }

    /// <summary>Its number: 1 for the first event of a session, then one more each time, also over restarts of the host. An <see cref="AmpSessionResyncEvent"/> has 0, because it is no event of the session.</summary>
    public long SequenceNumber { get; init; }

    /// <summary>The session.</summary>
    public AmpSessionId SessionId { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The word for its kind in the log and for a protocol, such as <c>message.start</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Gives the event as one line of JSON without a line break, as it is in the log. Secrets are taken out.</summary>
    public string ToJson() => EventJson.ToText(this);
}
