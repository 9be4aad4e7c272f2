namespace Amp.Workspace;

/// <summary>How a rebase ended.</summary>
public sealed record RebaseResult
{
    /// <summary>How it ended.</summary>
    public required IntegrationStatus Status { get; init; }

    /// <summary>The files that conflict, or that are in the way. Empty when it is done.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The commit that could not be replayed. <see langword="null"/> when there is none.</summary>
    public string? ConflictingSha { get; init; }

    /// <summary>Where the work is now. <see langword="null"/> in a dry run and when it is not done.</summary>
    public string? Sha { get; init; }

    /// <summary>Where the work was. Its commits stay reachable through the reflog and <c>ORIG_HEAD</c>.</summary>
    public required string PreviousSha { get; init; }

    /// <summary>How many commits were made anew.</summary>
    public int Replayed { get; init; }

    /// <summary>Commits that were left out, because the new base has their changes already.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];
}
