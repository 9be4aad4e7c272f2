namespace Amp.Client;

/// <summary>The session is another from its next turn on.</summary>
/// <param name="Options">What it is like now.</param>
public sealed record AmpSessionUpdatedEvent(AmpSessionOptions Options) : AmpSessionEvent
{
    /// <inheritdoc/>
    public override string Type => "session.updated";
}
