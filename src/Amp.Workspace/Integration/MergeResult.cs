namespace Amp.Workspace;

/// <summary>How a merge or a squash ended.</summary>
public sealed record MergeResult
{
    /// <summary>How it ended.</summary>
    public required IntegrationStatus Status { get; init; }

    /// <summary>The files that conflict, or that are in the way. Empty when it is done.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The work tree whose files are in the way. <see langword="null"/> when none are.</summary>
    public string? BlockedIn { get; init; }

    /// <summary>Where the branch is now. <see langword="null"/> in a dry run and when it is not done.</summary>
    public string? Sha { get; init; }

    /// <summary>The branch had everything already.</summary>
    public bool IsUpToDate { get; init; }
}
