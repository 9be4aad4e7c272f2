namespace Amp.Batch;

/// <summary>What a batch may take, from what earlier runs took. What no earlier run tells is <see langword="null"/>.</summary>
public sealed record BatchEstimate
{
    /// <summary>How many runs the estimate is about: all cells of the plan.</summary>
    public required int Runs { get; init; }

    /// <summary>For how many of them there are earlier runs of the same prompt with the same combination.</summary>
    public required int RunsWithOwnHistory { get; init; }

    /// <summary>For how many there is none, nor one of the same combination. They are taken to be like the median of all earlier runs.</summary>
    public required int RunsWithoutHistory { get; init; }

    /// <summary>The time of all runs one after the other.</summary>
    public TimeSpan? RunTime { get; init; }

    /// <summary>The time of the batch with the concurrency that was asked for. Making worktrees and verifying come on top.</summary>
    public TimeSpan? WallTime { get; init; }

    /// <summary>Tokens of all kinds together.</summary>
    public long? Tokens { get; init; }

    /// <summary>Credits.</summary>
    public decimal? Credits { get; init; }
}
