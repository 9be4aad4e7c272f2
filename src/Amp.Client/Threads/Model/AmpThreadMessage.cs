using Amp.Streaming;

namespace Amp.Client;

/// <summary>A message of a thread. What the file does not say is <see langword="null"/>. Immutable.</summary>
/// <remarks><b>Source.</b> Thread files of CLI 0.0.1767830505 to 0.0.1774569934.</remarks>
public sealed record AmpThreadMessage
{
    /// <summary>Its place in the file, from 0. Messages that are withheld have a place too.</summary>
    public required int Index { get; init; }

    /// <summary>Its number in the thread (<c>messageId</c>): it stays when messages before it go.</summary>
    public long? MessageId { get; init; }

    /// <summary>Who it is by.</summary>
    public required AmpThreadRole Role { get; init; }

    /// <summary>Its blocks, in order, of the kinds that the stream has too.</summary>
    /// <value>A tool's answer is a <see cref="ToolResultBlock"/> that says what the stream says; <see cref="ToolResults"/> has the rest.</value>
    public IReadOnlyList<ContentBlock> Content { get; init; } = [];

    /// <summary>What became of the tool calls that it answers, in the order of the file.</summary>
    public IReadOnlyList<AmpThreadToolResult> ToolResults { get; init; } = [];

    /// <summary>What an <see cref="AmpThreadRole.Info"/> message says of what went before.</summary>
    public IReadOnlyList<AmpThreadSummary> Summaries { get; init; } = [];

    /// <summary>How far an assistant's message has come.</summary>
    public AmpThreadMessageState? State { get; init; }

    /// <summary>Why the model stopped.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>What went wrong: the words of the file, or <c>Request interrupted by user</c>.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the user interrupted it.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>When it was written, in UTC. See <see cref="TimestampSource"/> for how well that is known.</summary>
    /// <value><see langword="null"/> when neither it, nor a message around it, nor the thread has a time.</value>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Where <see cref="Timestamp"/> comes from.</summary>
    public AmpTimestampSource? TimestampSource { get; init; }

    /// <summary>The mode that a prompt was sent in, such as <c>smart</c>.</summary>
    public string? AgentMode { get; init; }

    /// <summary>The model that wrote it. The stream does not tell.</summary>
    public string? Model { get; init; }

    /// <summary>The tokens of this one model call; <see cref="TokenUsage.MaxTokens"/> is the size of the context window.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>What the thread was charged for it: the ledger's entries that lead to it, or its own usage where the ledger has none. Summed over all messages nothing is counted twice.</summary>
    public IReadOnlyList<AmpUsageEntry> Charges { get; init; } = [];

    /// <summary>How long the turn took that it ends. CLI 0.0.1774569934.</summary>
    public TimeSpan? TurnElapsed { get; init; }

    /// <summary>The files that the user had open.</summary>
    public IReadOnlyList<string> VisibleFiles { get; init; } = [];

    /// <summary>Why it could not be read, or not as a whole. Then <see cref="Content"/> may be empty.</summary>
    public AmpThreadProblem? Problem { get; init; }

    /// <summary>Fields that this version does not model, and modelled ones whose value is of another kind, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalProperties { get; init; } = [];

    /// <summary>Its texts, one after another, each on a line of its own. No thinking, no tools.</summary>
    public string Text => string.Join('\n', Content.OfType<TextBlock>().Select(static block => block.Text));
}
