namespace Amp.Client;

/// <summary>The environment has changed: turns are in the new one from here on. The thread is the same.</summary>
/// <param name="From">The name of the environment of the last turn.</param>
/// <param name="To">The name of the environment now.</param>
public sealed record AmpSessionRestartedEvent(string From, string To) : AmpSessionEvent
{
    /// <inheritdoc/>
    public override string Type => "session.restarted";

    /// <summary>The thread that goes on there; <see langword="null"/> when there is none yet.</summary>
    public AmpThreadId? Thread { get; init; }
}
