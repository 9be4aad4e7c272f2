namespace Amp.Workspace;

/// <summary>Which worktrees a reaper takes: only ours, only clean ones, and only when the process that owned them has provably ended.</summary>
public sealed record WorktreeReapPolicy
{
    /// <summary>How old a worktree must be.</summary>
    /// <value>Zero or more. The default is one day.</value>
    public TimeSpan MinAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How much disk all worktrees of ours may take together, in bytes. Above it the age does not count: the oldest go first, until it is met.</summary>
    /// <value><see langword="null"/>, the default, sets no budget.</value>
    public long? DiskBudgetBytes { get; init; }

    /// <summary>Says what would go, and removes nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Deletes the branches that were made with the worktrees, when all their commits are reachable from elsewhere.</summary>
    public bool DeleteMergedBranches { get; init; }
}
