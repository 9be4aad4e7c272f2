namespace Amp.Streaming.Events;

/// <summary>A tool call ended.</summary>
/// <param name="ToolUseId">The id of the call.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record ToolFinishEvent(string ToolUseId, ToolOutcome Outcome) : AmpEvent
{
    /// <summary>The tool.</summary>
    /// <value><see langword="null"/> when the stream never named the call, as in a thread that is continued.</value>
    public string? ToolName { get; init; }

    /// <summary>The time from the message with the call to the message with the answer, by this computer's clock.</summary>
    /// <value><see langword="null"/> when the stream never named the call. Parallel calls are answered together: the slowest sets it for all.</value>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether the CLI marked the answer as an error.</summary>
    /// <value><see langword="null"/> when it did not say, or there was no answer.</value>
    public bool? IsError { get; init; }

    /// <summary>The exit code of the command, when the answer has one.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The answer as text; see <see cref="ToolResultBlock.Content"/>.</summary>
    /// <value><see langword="null"/> when there was none.</value>
    public string? Content { get; init; }
}
