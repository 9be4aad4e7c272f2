using Amp.Benchmarks.Corpora;

namespace Amp.Benchmarks.Comparing;

/// <summary>One run of <c>compare</c>: what it reads, and what it has measured so far.</summary>
internal sealed class CompareRun(CompareSettings options, IReadOnlyList<Corpus> corpora, bool hasNode)
{
    public CompareSettings Options => options;

    public IReadOnlyList<Corpus> Corpora => corpora;

    public bool HasNode => hasNode;

    public List<ThroughputRow> Throughput { get; } = [];

    /// <summary>By corpus: what a warm frame reader allocates for a message, in bytes.</summary>
    public Dictionary<string, double> SteadyAllocations { get; } = [];

    /// <summary>By corpus, then method: how many times as fast as the method that the key ends with, from a child's pipe.</summary>
    public Dictionary<(string Corpus, string Method, string Baseline), double> PipeSpeedups { get; } = [];

    /// <summary>By method.</summary>
    public Dictionary<string, LongLineResult> LongLines { get; } = [];

    /// <summary>By method: milliseconds, one a round.</summary>
    public Dictionary<string, List<double>> ColdStarts { get; } = [];

    /// <summary>By method: the median of a round in microseconds, one a round.</summary>
    public Dictionary<string, List<double>> Latencies { get; } = [];

    /// <summary>Results that differ where they must agree. The run fails.</summary>
    public List<string> Disagreements { get; } = [];
}
