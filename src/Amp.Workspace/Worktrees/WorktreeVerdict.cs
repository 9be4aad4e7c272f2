namespace Amp.Workspace;

/// <summary>What a reaper decided about a worktree.</summary>
public sealed record WorktreeVerdict
{
    /// <summary>The worktree.</summary>
    public required Worktree Worktree { get; init; }

    /// <summary>It was removed, or would be.</summary>
    public required bool IsReaped { get; init; }

    /// <summary>Why it stays.</summary>
    public WorktreeObstacle Obstacles { get; init; }

    /// <summary>The same in words.</summary>
    public string Details { get; init; } = "";

    /// <summary>How much disk its files take, in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Where its ignored files and forgotten commits are kept, if it had any.</summary>
    public Salvage? Salvage { get; init; }
}
