namespace Amp.Workspace.Worktrees;

/// <summary>One line of the audit log.</summary>
internal sealed record AuditEntry
{
    public required DateTimeOffset At { get; init; }

    /// <summary><c>delete-begins</c>, <c>deleted</c>, <c>rolled-back</c>, <c>branch-deleted</c>, <c>salvage-expired</c>, <c>put-back</c>.</summary>
    public required string Event { get; init; }

    public required string Id { get; init; }

    public string? Path { get; init; }

    public string? HeadSha { get; init; }

    public string? Branch { get; init; }

    /// <summary>Where everything is kept that was in it and nowhere else.</summary>
    public string? Salvage { get; init; }

    public required string Reason { get; init; }

    public required LockInfo By { get; init; }
}
