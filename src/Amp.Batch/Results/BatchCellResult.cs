using System.Text.Json.Serialization;
using Amp.Batch.Results.Json;
using Amp.Client;

namespace Amp.Batch;

/// <summary>How one cell ended, and what it took. What is not known is <see langword="null"/>. Immutable.</summary>
public sealed record BatchCellResult
{
    /// <summary>The cell: <see cref="BatchCell.Id"/>.</summary>
    public required string CellId { get; init; }

    /// <summary>Its prompt: <see cref="BatchPrompt.Id"/>, one of <see cref="BatchReport.Prompts"/>.</summary>
    public required string PromptId { get; init; }

    /// <summary>Its combination: <see cref="BatchCombination.Id"/>, one of <see cref="BatchReport.Combinations"/>.</summary>
    public required string CombinationId { get; init; }

    /// <summary>Which of the repetitions, from 1 on.</summary>
    public required int Repetition { get; init; }

    /// <summary>How it ended.</summary>
    [JsonConverter(typeof(TolerantEnumConverter<BatchOutcome>))]
    public required BatchOutcome Outcome { get; init; }

    /// <summary>Why the agent's run failed; <see langword="null"/> when it did not, or made no result and nobody knows why.</summary>
    [JsonConverter(typeof(TolerantEnumConverter<AmpErrorKind>))]
    public AmpErrorKind? ErrorKind { get; init; }

    /// <summary>What went wrong, in words, secrets taken out.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// Whether the combination did the task. <see langword="null"/> when the run says nothing about the combination: it never came to the agent, was cancelled, or the service
    /// refused it (rate limit, overload, network, payment, sign-in). Such runs are left out of success rates, and counted as excluded.
    /// </summary>
    [JsonIgnore]
    public bool? Success => Outcome switch
    {
        BatchOutcome.Succeeded => true,
        BatchOutcome.AgentFailed or BatchOutcome.Crashed when ErrorKind is AmpErrorKind.RateLimited or AmpErrorKind.Overloaded or AmpErrorKind.Network or AmpErrorKind.PaymentRequired
            or AmpErrorKind.Unauthorized or AmpErrorKind.Cancelled => null,
        BatchOutcome.VerifyFailed or BatchOutcome.AgentFailed or BatchOutcome.TimedOut or BatchOutcome.Crashed => false,
        _ => null,
    };

    /// <summary>How often it was begun: 1 when nothing was tried again, 0 when it never began.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>When the last attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The time of the agent's run, as the CLI says.</summary>
    [JsonPropertyName("durationMs")]
    [JsonConverter(typeof(MillisecondsConverter))]
    public TimeSpan? Duration { get; init; }

    /// <summary>The time of the agent's run from starting the CLI to its end, as measured here. Preparing and verifying are not in it.</summary>
    [JsonPropertyName("wallDurationMs")]
    [JsonConverter(typeof(MillisecondsConverter))]
    public TimeSpan? WallDuration { get; init; }

    /// <summary>The tokens of all model calls of the run.</summary>
    public BatchTokens? Tokens { get; init; }

    /// <summary>What the run was charged, in the service's credits.</summary>
    public decimal? Credits { get; init; }

    /// <summary>The model that answered, where the CLI tells.</summary>
    public string? Model { get; init; }

    /// <summary>How many messages the agent wrote, as the CLI counts them.</summary>
    public int? Turns { get; init; }

    /// <summary>The tools that were called; one entry for each tool.</summary>
    /// <value><see langword="null"/> when the run made no result.</value>
    public IReadOnlyList<BatchToolUse>? Tools { get; init; }

    /// <summary>What was changed.</summary>
    public BatchDiff? Diff { get; init; }

    /// <summary>The setup commands.</summary>
    public IReadOnlyList<BatchCommandResult> Setup { get; init; } = [];

    /// <summary>The verify commands.</summary>
    public IReadOnlyList<BatchCommandResult> Verify { get; init; } = [];

    /// <summary>What the scorer gave. Not a number (NaN) and infinities are kept as <see langword="null"/>.</summary>
    public double? Score
    {
        get;
        init => field = value is { } score && double.IsFinite(score) ? score : null;
    }

    /// <summary>The thread, to look at or to continue.</summary>
    public string? ThreadId { get; init; }

    /// <summary>The agent's last text: of a longer one the first 100,000 characters. The stream has all of it.</summary>
    public string? Text { get; init; }

    /// <summary>The CLI's exit code.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The commit that the work started from: the full SHA.</summary>
    public string? BaseCommit { get; init; }

    /// <summary>The CLI's lines as they came, compressed.</summary>
    /// <value><see langword="null"/> when they were not kept.</value>
    public BatchArtifact? Stream { get; init; }

    /// <summary>With which versions it ran.</summary>
    public BatchVersions? Versions { get; init; }
}
