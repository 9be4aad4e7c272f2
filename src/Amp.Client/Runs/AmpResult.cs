using Amp.Streaming;

namespace Amp.Client;

/// <summary>How a run ended. What the CLI did not say is <see langword="null"/>.</summary>
/// <remarks>The result line counts, not the exit code: the CLI exits 0 after most failures, and now and then 1 after a success.</remarks>
public sealed record AmpResult
{
    /// <summary>Whether the run failed.</summary>
    public required bool IsError { get; init; }

    /// <summary>Why it failed; <see langword="null"/> when it did not.</summary>
    public AmpErrorKind? ErrorKind { get; init; }

    /// <summary>Which limit of its <see cref="AmpRunOptions.Budget"/> stopped the run; <see langword="null"/> when none did.</summary>
    public AmpBudgetLimit? StoppedBy { get; init; }

    /// <summary>What the CLI said about the failure; <see langword="null"/> when it did not fail.</summary>
    public string? Error { get; init; }

    /// <summary>The agent's last text; <see langword="null"/> when the run failed.</summary>
    public string? Text { get; init; }

    /// <summary>The thread, to continue it with.</summary>
    public AmpThreadId? ThreadId { get; init; }

    /// <summary>How many messages the agent wrote, as the CLI counts them.</summary>
    public int? Turns { get; init; }

    /// <summary>The time that the CLI says it took.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The time from starting the CLI to its end, as measured here.</summary>
    public required TimeSpan WallDuration { get; init; }

    /// <summary>The tokens of all of the run's model calls together; <see langword="null"/> when no message told any.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The model that answered last, such as <c>claude-opus-4-6</c>, from the thread file: the stream does not tell it.</summary>
    /// <value><see langword="null"/> for CLI versions that keep no thread file (0.0.1775981571 and later).</value>
    public string? Model { get; init; }

    /// <summary>What the run was charged, in the service's credits, from the thread file's ledger. Title generation is included.</summary>
    /// <value><see langword="null"/> for CLI versions that keep no ledger (0.0.1774569934 and later).</value>
    public decimal? Credits { get; init; }

    /// <summary>The tools that were called, in order.</summary>
    public IReadOnlyList<AmpToolCall> ToolCalls { get; init; } = [];

    /// <summary>Those of the <see cref="ToolCalls"/> that a permission rule refused.</summary>
    public IEnumerable<AmpToolCall> PermissionDenials => ToolCalls.Where(static call => call.IsDenied);

    /// <summary>The CLI's exit code; 128 + n after signal n. <see langword="null"/> when it had to be killed after its result.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Lines that could not be read as they should be; the first 100.</summary>
    public IReadOnlyList<MalformedLine> MalformedLines { get; init; } = [];

    /// <summary>The last lines that the CLI wrote to standard error, at most 20, secrets taken out. Text there is no sign of failure.</summary>
    public IReadOnlyList<string> StandardErrorTail { get; init; } = [];

    /// <summary>Throws when the run failed.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="AmpRunFailedException">The run failed.</exception>
    public AmpResult EnsureSuccess() => IsError ? throw new AmpRunFailedException(this) : this;
}
