namespace Amp.Workspace;

/// <summary>What a folder is.</summary>
public enum WorkspaceKind
{
    /// <summary>There is no such folder.</summary>
    Missing,

    /// <summary>A folder outside of any repository.</summary>
    Plain,

    /// <summary>The main work tree of a repository, or a folder in it.</summary>
    Repository,

    /// <summary>A worktree that <c>git worktree add</c> made, or a folder in it.</summary>
    Worktree,

    /// <summary>A repository without a work tree.</summary>
    Bare,

    /// <summary>The work tree of a submodule, or a folder in it.</summary>
    Submodule,

    /// <summary>A worktree whose repository is gone, or that its repository has forgotten. Git does not work in it.</summary>
    BrokenWorktree,

    /// <summary>A repository that git will not touch, because it belongs to another user.</summary>
    Untrusted,
}
