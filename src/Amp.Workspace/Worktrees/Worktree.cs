namespace Amp.Workspace;

/// <summary>A worktree of a repository, as it was when it was looked at.</summary>
public sealed record Worktree
{
    /// <summary>Its folder.</summary>
    public required string Path { get; init; }

    /// <summary>Our name for it; <see langword="null"/> when somebody else made it.</summary>
    public string? Id { get; init; }

    /// <summary>We made it: only then is it ever reaped.</summary>
    public bool IsOurs => Id is not null;

    /// <summary>Where it stands.</summary>
    public required GitHead Head { get; init; }

    /// <summary>The commit that it began at. Known of ours.</summary>
    public string? BaseSha { get; init; }

    /// <summary>When it was made. Known of ours.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>It is the repository's first work tree, or the bare repository itself.</summary>
    public bool IsMain { get; init; }

    /// <summary>It has no work tree.</summary>
    public bool IsBare { get; init; }

    /// <summary>It is locked (<c>git worktree lock</c>).</summary>
    public bool IsLocked { get; init; }

    /// <summary>The reason that stands in the lock.</summary>
    public string? LockReason { get; init; }

    /// <summary>Who holds it. Read from the lock, when it is one of ours.</summary>
    public LockInfo? Owner { get; init; }

    /// <summary>It is certain that the process which holds it has ended. <see langword="false"/> when that process lives, is on another machine, or cannot be told.</summary>
    public bool IsOwnerGone { get; init; }

    /// <summary>Its folder is gone: why, in git's words.</summary>
    public string? PrunableReason { get; init; }

    /// <summary>Its folder is gone.</summary>
    public bool IsPrunable => PrunableReason is not null;

    /// <summary>What is in it that is nowhere else.</summary>
    /// <value><see langword="null"/> when it was not asked for, there is no folder to look into, or it cannot be looked through: the log says why.</value>
    public WorktreeState? State { get; init; }
}
