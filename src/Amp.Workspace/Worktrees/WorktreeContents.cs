namespace Amp.Workspace.Worktrees;

/// <summary>What a worktree holds that is nowhere else, path by path.</summary>
internal sealed record WorktreeContents
{
    public required GitHead Head { get; init; }

    /// <summary>Paths whose file differs from the last commit, or is untracked: all must be read from the disk.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>Paths of the last commit that have no file any more.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>Submodules that stand on another commit than the last commit says.</summary>
    public IReadOnlyList<string> Submodules { get; init; } = [];

    /// <summary>The index differs from the last commit.</summary>
    public bool IsStaged { get; init; }

    /// <summary>What the index holds in conflict: mode, object, stage, path.</summary>
    public IReadOnlyList<IndexEntry> Conflicts { get; init; } = [];

    /// <summary>Ignored files that nobody else has.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    public long IgnoredBytes { get; init; }

    /// <summary>The ends of all history that would be reachable from nowhere.</summary>
    public IReadOnlyList<string> LostTips { get; init; } = [];

    /// <summary>How many of the commits of HEAD would be reachable from nowhere.</summary>
    public int UnmergedCommits { get; init; }

    /// <summary>Why it cannot be removed as it is, or at all.</summary>
    public WorktreeObstacle Obstacles { get; init; }

    /// <summary>The same in words.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Files differ, staged or not.</summary>
    public bool IsDirty => Obstacles.HasFlag(WorktreeObstacle.Dirty);

    /// <summary>Something is in it that must be kept before it goes.</summary>
    public bool NeedsSalvage => Changed.Count > 0 || Deleted.Count > 0 || Submodules.Count > 0 || IsStaged || Ignored.Count > 0 || LostTips.Count > 0;

    /// <summary>It holds the same as when it was looked at before.</summary>
    public bool IsSameAs(WorktreeContents other) =>
        Head == other.Head && IsStaged == other.IsStaged && Obstacles == other.Obstacles && IgnoredBytes == other.IgnoredBytes
        && Changed.SequenceEqual(other.Changed) && Deleted.SequenceEqual(other.Deleted) && Ignored.SequenceEqual(other.Ignored) && LostTips.SequenceEqual(other.LostTips);
}
