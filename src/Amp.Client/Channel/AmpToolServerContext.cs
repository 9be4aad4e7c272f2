namespace Amp.Client;

/// <summary>The run that an <see cref="IAmpToolServer"/> serves. Thread-safe.</summary>
public sealed record AmpToolServerContext
{
    private Func<AmpThreadId?>? _thread;

    /// <summary>The full path of the directory that the agent works in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The thread that the run works in.</summary>
    /// <value><see langword="null"/> while a run that begins a new one has not said which, or nobody has read that far: it is said in the first message.</value>
    public AmpThreadId? Thread
    {
        get => _thread?.Invoke() ?? field;
        init;
    }

    /// <summary>Takes the run's secrets, such as its API key, out of a text that the agent or a log is going to get.</summary>
    /// <value>The default leaves a text as it is.</value>
    public Func<string, string> Redact { get; init; } = static text => text;

    /// <summary>The CLI has been started.</summary>
    /// <param name="thread">Says the thread, once it is known.</param>
    internal void Follow(Func<AmpThreadId?> thread) => _thread = thread;
}
