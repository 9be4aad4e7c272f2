using System.Text.Json.Serialization;

namespace Amp.Batch;

/// <summary>What a run changed, against the commit that it started from.</summary>
public sealed record BatchDiff
{
    /// <summary>How many files.</summary>
    public required int Files { get; init; }

    /// <summary>How many lines were added.</summary>
    public required int Insertions { get; init; }

    /// <summary>How many lines were removed.</summary>
    public required int Deletions { get; init; }

    /// <summary>Lines added and removed together.</summary>
    [JsonIgnore]
    public int Lines => Insertions + Deletions;

    /// <summary>The patch, as <c>git apply</c> takes it.</summary>
    /// <value><see langword="null"/> when it was not kept.</value>
    public BatchArtifact? Patch { get; init; }
}
