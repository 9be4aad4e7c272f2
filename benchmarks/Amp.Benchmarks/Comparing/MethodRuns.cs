using Amp.Benchmarks.Reading;

namespace Amp.Benchmarks.Comparing;

/// <summary>What one method did with one corpus, round by round.</summary>
internal sealed class MethodRuns(string name, TallyDepth depth)
{
    public string Name => name;

    public TallyDepth Depth => depth;

    /// <summary>Milliseconds, one a round. The n-th of every method was measured in the same round.</summary>
    public List<double> Milliseconds { get; } = [];

    /// <summary>Bytes allocated, one a round. Empty for another process.</summary>
    public List<double> Allocated { get; } = [];

    public Tally Tally { get; set; }

    /// <summary>Why the method could not read the corpus to its end.</summary>
    public string? Stopped { get; set; }

    public double? SpeedupOver(MethodRuns? baseline) =>
        baseline is not { Stopped: null } || Stopped is not null ? null : Samples.Speedup(Milliseconds, baseline.Milliseconds);
}
