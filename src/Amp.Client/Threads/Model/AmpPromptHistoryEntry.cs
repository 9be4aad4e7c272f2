using Amp.Streaming;

namespace Amp.Client;

/// <summary>A prompt that a user typed into the CLI (<c>history.jsonl</c>). Runs in execute mode leave none.</summary>
public sealed record AmpPromptHistoryEntry
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The line, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>The prompt.</summary>
    public string? Text { get; init; }

    /// <summary>Where it was typed.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>When, when the line says it.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The whole line, when it is JSON.</summary>
    public RawJson? Json { get; init; }

    /// <summary>Why the line could not be read.</summary>
    public AmpThreadProblem? Problem { get; init; }
}
