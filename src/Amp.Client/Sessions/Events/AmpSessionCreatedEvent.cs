namespace Amp.Client;

/// <summary>The session was made. Always number 1.</summary>
/// <param name="Options">What it is like.</param>
public sealed record AmpSessionCreatedEvent(AmpSessionOptions Options) : AmpSessionEvent
{
    /// <inheritdoc/>
    public override string Type => "session.created";
}
