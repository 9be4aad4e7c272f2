namespace Amp.Workspace;

/// <summary>A worktree to make.</summary>
public sealed record WorktreeRequest
{
    /// <summary>The commit to begin at: a branch, tag, commit, or expression such as <c>HEAD~3</c>.</summary>
    /// <value>The default is <c>HEAD</c>.</value>
    public string Base { get; init; } = "HEAD";

    /// <summary>A new branch to check out. One that exists is never taken over, moved or deleted: that fails.</summary>
    /// <value><see langword="null"/>, the default, checks out no branch (detached).</value>
    public string? NewBranch { get; init; }

    /// <summary>The beginning of the folder's name, for people.</summary>
    /// <value>Letters, digits, <c>-</c> and <c>_</c>; others become <c>-</c>. The default is the branch, or <c>worktree</c>.</value>
    public string? Name { get; init; }

    /// <summary>How much of the files is there at the start.</summary>
    /// <value>The default is all.</value>
    public WorktreeCheckout Checkout { get; init; }

    /// <summary>The folders to check out, from the top of the repository, besides the files at the top (a sparse checkout in cone mode). Turns on <c>extensions.worktreeConfig</c> in the repository, as git does.</summary>
    /// <value>Empty, the default, checks out all.</value>
    public IReadOnlyList<string> SparseFolders { get; init; } = [];

    /// <summary>Ignored files to copy in, such as <c>.env</c>, in the patterns of <c>.gitignore</c>; besides those that the repository's own <c>.worktreeinclude</c> names.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Honours <c>.worktreeinclude</c> at the top of the work tree that files are copied from.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool UsesWorktreeInclude { get; init; } = true;

    /// <summary>Checks submodules out too, also those within submodules. They are fetched where they must be.</summary>
    public bool WithSubmodules { get; init; }

    /// <summary>Commands to run in the worktree before it is handed out. When one fails, the worktree is taken back whole.</summary>
    public IReadOnlyList<WorktreeCommand> Setup { get; init; } = [];
}
