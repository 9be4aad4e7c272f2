using Amp.Streaming;

namespace Amp.Client;

/// <summary>A tool call with what became of it, wherever in the thread that is said. Immutable.</summary>
/// <param name="Id">The id of the call.</param>
public sealed record AmpTranscriptToolCall(string Id)
{
    /// <summary>The tool.</summary>
    /// <value><see langword="null"/> when there is an answer and no call.</value>
    public string? Name { get; init; }

    /// <summary>What it was given.</summary>
    public RawJson? Input { get; init; }

    /// <summary>How far it has come. A stream says only <see cref="AmpToolRunStatus.Done"/> and <see cref="AmpToolRunStatus.Error"/>.</summary>
    /// <value><see langword="null"/> when nothing is known: the transcript ends before.</value>
    public AmpToolRunStatus? Status { get; init; }

    /// <summary>What it answered, for reading: the output of a command without the JSON around it.</summary>
    public string? Output { get; init; }

    /// <summary>The exit code, when the answer names one. A command that failed is no error: the CLI says that it is done.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What it changed in a file, as a unified diff: the tool's own, or else made of what it was given to replace or to write.</summary>
    public string? Diff { get; init; }

    /// <summary>Whether nothing came of it.</summary>
    public bool IsError { get; init; }
}
