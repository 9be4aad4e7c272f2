namespace Amp.Workspace;

/// <summary>Changes in a workspace that came together.</summary>
public sealed record WorkspaceChange
{
    /// <summary>The most paths that one change names.</summary>
    public const int MaxPaths = 1000;

    /// <summary>The paths that changed, from the top of the work tree, with <c>/</c> between their parts; ordered. Ignored files are among them; git's own are not.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>There were more changes than <see cref="MaxPaths"/>, or than the system could hold: look at everything.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>The repository's own state changed: a commit, a checkout, the index, a branch, or its list of worktrees.</summary>
    public bool IsGitStateChanged { get; init; }
}
