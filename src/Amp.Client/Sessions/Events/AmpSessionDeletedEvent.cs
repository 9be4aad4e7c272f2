namespace Amp.Client;

/// <summary>The session was deleted. Always the last.</summary>
public sealed record AmpSessionDeletedEvent : AmpSessionEvent
{
    /// <inheritdoc/>
    public override string Type => "session.deleted";
}
