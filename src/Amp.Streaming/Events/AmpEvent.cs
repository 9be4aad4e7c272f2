namespace Amp.Streaming.Events;

/// <summary>Something that happened in a run, in an application's words: made of the messages by an <see cref="AmpEventProjector"/>.</summary>
/// <remarks>The set of kinds is closed to other assemblies. Immutable, safe to share between threads.</remarks>
public abstract record AmpEvent
{
    private protected AmpEvent()
    {
    }

    /// <summary>The thread that it happened in.</summary>
    /// <value><see langword="null"/> when neither the line nor one before it says so.</value>
    public string? SessionId { get; init; }

    /// <summary>The tool call (of the Task tool) of the sub-agent that it happened in.</summary>
    /// <value><see langword="null"/> for the main agent.</value>
    public string? ParentToolUseId { get; init; }
}
