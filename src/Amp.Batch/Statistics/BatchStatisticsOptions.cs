namespace Amp.Batch;

/// <summary>How statistics are computed. The same options and cells always give the same numbers.</summary>
public sealed record BatchStatisticsOptions
{
    /// <summary>The confidence of intervals; 1 minus it is the level of tests.</summary>
    /// <value>Between 0.5 and 0.999. The default is 0.95.</value>
    public double Confidence { get; init; } = 0.95;

    /// <summary>How many times the bootstrap draws.</summary>
    /// <value>From 100 to 100,000. The default is 2,000.</value>
    public int Resamples { get; init; } = 2_000;

    /// <summary>Where the bootstrap's random numbers begin.</summary>
    /// <value>The default is 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>Which quantiles to give.</summary>
    /// <value>Each from 0 to 1. The default is 0.25, 0.5, 0.75, 0.9.</value>
    public IReadOnlyList<double> Quantiles { get; init; } = [0.25, 0.5, 0.75, 0.9];

    /// <summary>For which k to give pass@k, where prompts have that many runs.</summary>
    /// <value>Each at least 1. The default is 1, 2, 3, 5, 10.</value>
    public IReadOnlyList<int> PassAt { get; init; } = [1, 2, 3, 5, 10];

    /// <summary>What is one pair in a comparison.</summary>
    /// <value>The default is <see cref="BatchPairing.Run"/>.</value>
    public BatchPairing PairBy { get; init; }

    /// <summary>Whether times, tokens, credits and the like are those of successful runs only. A run that fails at once is fast.</summary>
    /// <value>The default is <see langword="false"/>: of all runs that have a value.</value>
    public bool SuccessfulRunsOnly { get; init; }

    /// <summary>The id of a combination that all others are compared with, and not with each other. Fewer comparisons need fewer pairs to show something.</summary>
    /// <value>The default is <see langword="null"/>: each is compared with each, up to 100 combinations; of more none is.</value>
    public string? Baseline { get; init; }
}
