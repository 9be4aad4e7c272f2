namespace Amp.Client;

/// <summary>Tells a reader that there is no way from the last event that it knows to the next. What follows begins after <paramref name="ResumeAfter"/>. No event of the session: it is in no log.</summary>
/// <param name="ResumeAfter">The number of the last event that is no longer kept; 0, and then everything that there is, when the reader knows events that are not in the log. Show the session anew (<see cref="IAmpSessionManager.FindAsync"/>, the thread) and go on from here.</param>
public sealed record AmpSessionResyncEvent(long ResumeAfter) : AmpSessionEvent
{
    /// <inheritdoc/>
    public override string Type => "resync";
}
