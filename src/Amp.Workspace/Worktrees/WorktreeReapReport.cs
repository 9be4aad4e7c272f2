namespace Amp.Workspace;

/// <summary>What a reaper did, or would do.</summary>
public sealed record WorktreeReapReport
{
    /// <summary>One verdict for each worktree of ours, the oldest first.</summary>
    public required IReadOnlyList<WorktreeVerdict> Verdicts { get; init; }

    /// <summary>It was a dry run: nothing was removed.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>How much disk the files of our worktrees took before, in bytes.</summary>
    public long BytesBefore { get; init; }

    /// <summary>How much they take now, or would, in bytes.</summary>
    public long BytesAfter { get; init; }
}
