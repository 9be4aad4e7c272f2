using System.Text.Json.Serialization;

namespace Amp.Benchmarks.Comparing;

/// <summary>A row of <c>compare.json</c>.</summary>
/// <param name="Corpus">The corpus.</param>
/// <param name="Method">The method.</param>
/// <param name="MbPerS">Millions of bytes of the corpus in a second, median over rounds.</param>
/// <param name="MsgsPerS">Messages in a second.</param>
/// <param name="BytesPerMsg">Bytes allocated for each message. Null for Node.</param>
/// <param name="RatioToDae">How many times as fast as <c>dae-stream</c>. Null when that could not read the corpus.</param>
internal sealed record ThroughputRow(string Corpus, string Method, double MbPerS, double MsgsPerS, double? BytesPerMsg, double? RatioToDae)
{
    [JsonIgnore]
    public double? RatioToNode { get; init; }

    /// <summary>Bytes allocated, as a share of what <c>dae-stream</c> allocates.</summary>
    [JsonIgnore]
    public double? AllocationToDae { get; init; }

    /// <summary>The row with no more digits than mean something.</summary>
    public ThroughputRow Rounded() => this with
    {
        MbPerS = Math.Round(MbPerS, 1),
        MsgsPerS = Math.Round(MsgsPerS),
        BytesPerMsg = BytesPerMsg is { } bytes ? Math.Round(bytes, 1) : null,
        RatioToDae = RatioToDae is { } ratio ? Math.Round(ratio, 3) : null,
    };
}
