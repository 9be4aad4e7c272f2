namespace Amp.Workspace;

/// <summary>How two lines of work lie to each other.</summary>
public sealed record BranchInfo
{
    /// <summary>How many commits this one has that the other has not.</summary>
    public required int AheadBy { get; init; }

    /// <summary>How many commits the other has that this one has not.</summary>
    public required int BehindBy { get; init; }

    /// <summary>The last commit that both have. <see langword="null"/> when they have none in common.</summary>
    public required string? BranchpointSha { get; init; }
}
