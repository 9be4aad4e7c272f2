namespace Amp.Client;

/// <summary>The run that an <see cref="IAmpToolServer"/> serves.</summary>
public sealed record AmpToolServerContext
{
    /// <summary>The full path of the directory that the agent works in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The thread that the run continues.</summary>
    /// <value><see langword="null"/> when it begins a new one, whose id is not known yet.</value>
    public AmpThreadId? Thread { get; init; }
}
