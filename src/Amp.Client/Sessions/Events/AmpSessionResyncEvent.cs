namespace Amp.Client;

/// <summary>Tells a reader that events which it has not seen are no longer kept. What follows begins after <paramref name="ResumeAfter"/>. No event of the session: it is in no log.</summary>
/// <param name="ResumeAfter">The number of the last event that is gone. Show the session anew (<see cref="IAmpSessionManager.FindAsync"/>, the thread) and go on from here.</param>
public sealed record AmpSessionResyncEvent(long ResumeAfter) : AmpSessionEvent
{
    /// <inheritdoc/>
    public override string Type => "resync";
}
