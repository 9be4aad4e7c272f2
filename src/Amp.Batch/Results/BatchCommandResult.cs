using System.Text.Json.Serialization;
using Amp.Batch.Results.Json;

namespace Amp.Batch;

/// <summary>How a setup or verify command ended.</summary>
/// <param name="Name">What it is called in reports.</param>
public sealed record BatchCommandResult(string Name)
{
    /// <summary>Whether it passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>Its exit code.</summary>
    /// <value><see langword="null"/> when it could not be started or had to be ended.</value>
    public int? ExitCode { get; init; }

    /// <summary>Whether it took too long and was ended.</summary>
    public bool TimedOut { get; init; }

    /// <summary>How long it took.</summary>
    [JsonPropertyName("durationMs")]
    [JsonConverter(typeof(MillisecondsConverter))]
    public TimeSpan? Duration { get; init; }

    /// <summary>The end of what it printed, secrets taken out; or why it could not be started.</summary>
    public string? OutputTail { get; init; }

    /// <summary>What its test report told.</summary>
    /// <value><see langword="null"/> when there was none.</value>
    public BatchTests? Tests { get; init; }
}
