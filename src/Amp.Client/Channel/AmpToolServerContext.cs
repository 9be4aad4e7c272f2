namespace Amp.Client;

/// <summary>The run that an <see cref="IAmpToolServer"/> serves. Thread-safe.</summary>
public sealed class AmpToolServerContext
{
    private readonly Func<string, string> _redact;
    private readonly AmpThreadId? _continued;
    private Func<AmpThreadId?>? _thread;

    internal AmpToolServerContext(string directory, AmpThreadId? continued, Func<string, string> redact) =>
        (WorkingDirectory, _continued, _redact) = (directory, continued, redact);

    /// <summary>The full path of the directory that the agent works in.</summary>
    public string WorkingDirectory { get; }

    /// <summary>The thread that the run works in.</summary>
    /// <value><see langword="null"/> while a run that begins a new one has not said which, or nobody has read that far: it is said in the first message.</value>
    public AmpThreadId? Thread => _thread?.Invoke() ?? _continued;

    /// <summary>Takes the run's secrets, such as its API key, out of a text that the agent or a log is going to get.</summary>
    public string Redact(string text) => _redact(text);

    /// <summary>The CLI has been started.</summary>
    /// <param name="thread">Says the thread, once it is known.</param>
    internal void Follow(Func<AmpThreadId?> thread) => _thread = thread;
}
