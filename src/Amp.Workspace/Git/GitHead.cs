namespace Amp.Workspace;

/// <summary>Where a repository or worktree stands.</summary>
public sealed record GitHead
{
    /// <summary>The commit.</summary>
    /// <value><see langword="null"/> when there is none yet.</value>
    public string? Sha { get; init; }

    /// <summary>The branch, without <c>refs/heads/</c>.</summary>
    /// <value><see langword="null"/> when it stands on a commit and not on a branch (detached).</value>
    public string? Branch { get; init; }

    /// <summary>No branch is checked out: commits made here belong to none.</summary>
    public bool IsDetached => Branch is null;

    /// <summary>The branch has no commit yet.</summary>
    public bool IsUnborn => Sha is null;
}
