using System.Text.Json.Serialization;
using Amp.Batch.Results.Json;

namespace Amp.Batch;

/// <summary>How often a run called one tool, and what came of it.</summary>
/// <param name="Name">The tool, such as <c>Bash</c>.</param>
/// <param name="Calls">How often.</param>
public sealed record BatchToolUse(string Name, int Calls)
{
    /// <summary>How many of the calls the tool could not do. A command that failed is none of them.</summary>
    public int Errors { get; init; }

    /// <summary>How many of the calls a permission rule refused.</summary>
    public int Denials { get; init; }

    /// <summary>The time of all calls; calls of one round count each with the whole round.</summary>
    /// <value><see langword="null"/> when no call was answered.</value>
    [JsonPropertyName("durationMs")]
    [JsonConverter(typeof(MillisecondsConverter))]
    public TimeSpan? Duration { get; init; }
}
