namespace Amp.Workspace;

/// <summary>What a worktree holds that is nowhere else.</summary>
public sealed record WorktreeState
{
    /// <summary>Files that differ from the last commit: changed, staged, deleted or untracked.</summary>
    public required int ChangedFiles { get; init; }

    /// <summary>Ignored files that nobody else has: not disposable, and not as they were copied in.</summary>
    public required int IgnoredFiles { get; init; }

    /// <summary>How large these are in all, in bytes.</summary>
    public required long IgnoredBytes { get; init; }

    /// <summary>Commits that no branch, tag, other worktree or salvage reaches. They come from a detached HEAD.</summary>
    public required int UnmergedCommits { get; init; }

    /// <summary>Commits since the base of ours, or since the upstream of others.</summary>
    /// <value><see langword="null"/> when there is nothing to compare with.</value>
    public int? AheadBy { get; init; }

    /// <summary>No file differs from the last commit. Ignored files do not count.</summary>
    public bool IsClean => ChangedFiles == 0;
}
