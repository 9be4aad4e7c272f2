namespace Amp.Workspace;

/// <summary>What a removal may take away.</summary>
public sealed record WorktreeRemovePolicy
{
    /// <summary>Refuses whatever could lose work.</summary>
    public static WorktreeRemovePolicy Safe { get; } = new();

    /// <summary>Keeps everything in a salvage first, then removes.</summary>
    public static WorktreeRemovePolicy Salvaging { get; } = new() { Force = true };

    /// <summary>Removes also what is dirty or unmerged, after all of it was kept under <c>refs/amp/salvage/</c>.</summary>
    public bool Force { get; init; }

    /// <summary>Removes also what a living process holds or stands in.</summary>
    public bool BreakLock { get; init; }

    /// <summary>Removes also worktrees that somebody else made.</summary>
    public bool IncludeForeign { get; init; }

    /// <summary>Deletes the branch that was made with the worktree, when all its commits are reachable from elsewhere, or <see cref="Force"/> kept them. A branch that was there before, or is checked out elsewhere, stays.</summary>
    public bool DeleteBranch { get; init; }

    /// <summary>Commands to run in the worktree before. They may fail: that is logged, and the removal goes on.</summary>
    public IReadOnlyList<WorktreeCommand> Cleanup { get; init; } = [];
}
