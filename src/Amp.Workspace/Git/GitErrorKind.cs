namespace Amp.Workspace;

/// <summary>Why git refused. Taken from its exit code and its messages in the C locale.</summary>
public enum GitErrorKind
{
    /// <summary>None of the others: see <see cref="GitException.StandardError"/>.</summary>
    Other,

    /// <summary>No <c>git</c> executable was found, or the system would not start it.</summary>
    GitNotFound,

    /// <summary>The executable is older than the oldest git that this package works with (2.38).</summary>
    GitTooOld,

    /// <summary>The folder is not inside a repository.</summary>
    NotARepository,

    /// <summary>The repository belongs to another user, and git will not touch it (<c>safe.directory</c>).</summary>
    DubiousOwnership,

    /// <summary>The repository has no commit yet.</summary>
    NoCommits,

    /// <summary>The command needs a work tree, and this repository is bare.</summary>
    NoWorkTree,

    /// <summary>A name stands for no commit, tree, tag or branch, or cannot be the name of one.</summary>
    BadReference,

    /// <summary>A file, folder, remote or worktree is not there.</summary>
    NotFound,

    /// <summary>A file, folder, branch or worktree of that name is already there.</summary>
    AlreadyExists,

    /// <summary>The branch is checked out in another worktree.</summary>
    AlreadyCheckedOut,

    /// <summary>Another process holds a lock (<c>index.lock</c>, <c>HEAD.lock</c>, <c>config.lock</c> …), also after every retry.</summary>
    Locked,

    /// <summary>A merge, rebase, cherry-pick or patch does not fit, or files that it would overwrite have changes.</summary>
    Conflict,

    /// <summary>A remote wants a password or key that is not there. Git is never let ask for one.</summary>
    Authentication,

    /// <summary>A remote cannot be reached.</summary>
    Network,

    /// <summary>A remote took none, or not all, of what was pushed.</summary>
    PushRejected,

    /// <summary>There is no author or committer: <c>user.name</c> and <c>user.email</c> are not set.</summary>
    NoIdentity,

    /// <summary>The disk is full, or over its quota.</summary>
    DiskFull,

    /// <summary>The system refused a file or folder to this user.</summary>
    PermissionDenied,

    /// <summary>An object, the index or a reference is missing or cannot be read.</summary>
    Corrupt,

    /// <summary>Git wrote more than this package was willing to hold.</summary>
    OutputTooLarge,

    /// <summary>Git refused its own arguments (exit code 129).</summary>
    Usage,
}
