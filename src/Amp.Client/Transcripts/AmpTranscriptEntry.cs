using Amp.Streaming;

namespace Amp.Client;

/// <summary>One message of a transcript. What its source does not say is <see langword="null"/>. Immutable.</summary>
public sealed record AmpTranscriptEntry
{
    /// <summary>Who it is by.</summary>
    public required AmpThreadRole Role { get; init; }

    /// <summary>Its blocks, in order.</summary>
    public IReadOnlyList<ContentBlock> Content { get; init; } = [];

    /// <summary>The tool calls in it, each with what became of it; and, in a message that answers calls which are not there, those answers.</summary>
    public IReadOnlyList<AmpTranscriptToolCall> ToolCalls { get; init; } = [];

    /// <summary>What a note of the CLI says of what went before.</summary>
    public IReadOnlyList<AmpThreadSummary> Summaries { get; init; } = [];

    /// <summary>When it was written, in UTC; threads only.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Where <see cref="Timestamp"/> comes from.</summary>
    public AmpTimestampSource? TimestampSource { get; init; }

    /// <summary>The model that wrote it; threads only.</summary>
    public string? Model { get; init; }

    /// <summary>The tokens of this one model call.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Why the model stopped.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>The tool call on whose behalf a sub-agent speaks.</summary>
    public string? ParentToolUseId { get; init; }

    /// <summary>Its texts, one after another, each on a line of its own. No thinking, no tools.</summary>
    public string Text => string.Join('\n', Content.OfType<TextBlock>().Select(static block => block.Text));

    /// <summary>Whether it only brings answers of tools, which stand with their calls.</summary>
    internal bool IsAnswerOnly => ToolCalls.Count == 0 && Summaries.Count == 0 && Error is null && Content.Count > 0 && Content.All(static block => block is ToolResultBlock);
}
