namespace Amp.Workspace;

/// <summary>A branch.</summary>
public sealed record GitBranch
{
    /// <summary>Its name: <c>main</c>, or <c>origin/main</c> for one of a remote.</summary>
    public required string Name { get; init; }

    /// <summary>Its last commit.</summary>
    public required string Sha { get; init; }

    /// <summary>It mirrors a branch of a remote.</summary>
    public bool IsRemote { get; init; }

    /// <summary>The branch that it follows, such as <c>origin/main</c>.</summary>
    public string? Upstream { get; init; }

    /// <summary>The folder of the worktree that has it checked out.</summary>
    public string? WorktreePath { get; init; }
}
