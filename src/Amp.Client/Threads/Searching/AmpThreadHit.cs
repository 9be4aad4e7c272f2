namespace Amp.Client;

/// <summary>What a search found in a thread. Immutable.</summary>
/// <param name="Thread">The thread.</param>
/// <param name="Kind">Where in it.</param>
public sealed record AmpThreadHit(AmpThreadInfo Thread, AmpThreadHitKind Kind)
{
    /// <summary>The place of the message: <see cref="AmpThreadMessage.Index"/>.</summary>
    /// <value><see langword="null"/> for a title.</value>
    public int? MessageIndex { get; init; }

    /// <summary>Who the message is by.</summary>
    public AmpThreadRole? Role { get; init; }

    /// <summary>When it was written, in UTC.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The tool.</summary>
    public string? ToolName { get; init; }

    /// <summary>What was found and what stands around it, in one line.</summary>
    public string Snippet { get; init; } = "";

    /// <summary>Where in <see cref="Snippet"/> the text begins that was looked for, in UTF-16 characters.</summary>
    public int MatchStart { get; init; }

    /// <summary>How long it is there; zero when no text was looked for.</summary>
    public int MatchLength { get; init; }

    /// <summary>Why the thread could not be read to its end.</summary>
    public AmpThreadProblem? Problem { get; init; }
}
