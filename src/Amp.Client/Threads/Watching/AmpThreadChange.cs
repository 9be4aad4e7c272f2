namespace Amp.Client;

/// <summary>Something that has come to pass in the threads that are watched.</summary>
public sealed record AmpThreadChange
{
    /// <summary>What it is.</summary>
    public required AmpThreadChangeKind Kind { get; init; }

    /// <summary>The thread.</summary>
    /// <value><see langword="null"/> for <see cref="AmpThreadChangeKind.CaughtUp"/>, and for a problem with a file that has no id.</value>
    public AmpThreadId? ThreadId { get; init; }

    /// <summary>The thread, as it now is. With everything but a deletion, a problem and <see cref="AmpThreadChangeKind.CaughtUp"/>.</summary>
    public AmpThreadInfo? Thread { get; init; }

    /// <summary>The message that was added or has changed.</summary>
    public AmpThreadMessage? Message { get; init; }

    /// <summary>The file.</summary>
    public string? Path { get; init; }

    /// <summary>What is wrong with the file.</summary>
    public AmpThreadProblem? Problem { get; init; }

    /// <summary>
    /// How a cursor gets past this change: text of one or more lines. Appended to a file as it is, one after the other, positions make up a cursor that <see cref="AmpThreadCursor.Parse"/>
    /// reads, also after a crash in the middle of writing one.
    /// </summary>
    public required string Position { get; init; }
}
