namespace Amp.Batch;

/// <summary>What a batch may cost. Checked before it starts against the plan and the estimate, and before each run against what was spent.</summary>
public sealed record BatchLimits
{
    /// <summary>How many runs. More cells than that make the plan invalid.</summary>
    /// <value>At least 1. The default is 1,000.</value>
    public int MaxRuns { get; init; } = 1_000;

    /// <summary>How many of the service's credits.</summary>
    /// <value>More than zero. The default is <see langword="null"/>: no limit. The CLI tells credits up to 0.0.1773432280 only: see <see cref="AllowUnknownSpend"/>.</value>
    public decimal? MaxCredits { get; init; }

    /// <summary>How many tokens of all kinds together.</summary>
    /// <value>More than zero. The default is <see langword="null"/>: no limit.</value>
    public long? MaxTokens { get; init; }

    /// <summary>Whether to go on when a run worked and did not tell what it cost, so that the limit cannot be kept.</summary>
    /// <value>The default is <see langword="false"/>: no further run is started.</value>
    public bool AllowUnknownSpend { get; init; }
}
