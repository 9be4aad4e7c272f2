namespace Amp.Workspace;

/// <summary>Who holds a worktree. It stands in git's own lock (<c>git worktree lock</c>), so that other tools respect it too.</summary>
public sealed record LockInfo
{
    /// <summary>The session that made or adopted the worktree: <see cref="WorktreeOptions.SessionId"/>.</summary>
    public required string SessionId { get; init; }

    /// <summary>The process.</summary>
    public required int Pid { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The machine. A process of another one is never thought gone.</summary>
    public string? Hostname { get; init; }

    /// <summary>What tells the process from a later one with the same number: on Linux the boot, the namespace of process ids, the start in clock ticks and a hash of <c>/etc/machine-id</c>; elsewhere the start.</summary>
    public string? ProcessStart { get; init; }

    /// <summary>The user of the process. Another user's processes may be hidden, and are never thought gone.</summary>
    public string? User { get; init; }
}
