using Amp.Workspace.Git;

namespace Amp.Workspace.Integration;

/// <summary>Moves a branch to a commit that is made already, so that it moves whole or not at all. Where it is checked out, that work tree goes with it.</summary>
internal static class BranchMove
{
    // Git may overwrite ignored files when it moves on, and "reset --keep" does (git 2.39): an .env is somebody's work too.
    private const string KeepIgnored = "--no-overwrite-ignore";

    /// <summary>What keeps a branch from moving forward to a commit. Nothing is changed.</summary>
    public static async Task<Blockage?> LookAsync(GitRepository repository, GitBranch branch, string to, CancellationToken cancellationToken)
    {
        if (!IsCheckedOut(branch))
        {
            return null;
        }

        var there = await OpenAsync(repository, branch.WorktreePath!, cancellationToken).ConfigureAwait(false);
        return await LookAsync(there, branch.Sha, to, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for a work tree that is to go from one commit to another.</summary>
    public static async Task<Blockage?> LookAsync(GitRepository there, string from, string to, CancellationToken cancellationToken)
    {
        WorkTreeGuard.ThrowIfUnfinished(there);
        var changed = await WorkTreeGuard.ChangedAsync(there, withUntracked: false, cancellationToken).ConfigureAwait(false);
        var files = changed.Count > 0 ? changed : await WorkTreeGuard.InTheWayAsync(there, from, to, cancellationToken).ConfigureAwait(false);
        return files.Count == 0 ? null : new(there.WorkTree!, files);
    }

    /// <summary>Moves a branch forward.</summary>
    /// <exception cref="GitException">The branch is somewhere else by now, or the work tree is in the way; nothing has moved.</exception>
    public static async Task ForwardAsync(GitRepository repository, GitBranch branch, string to, string why, CancellationToken cancellationToken)
    {
        if (IsCheckedOut(branch))
        {
            var there = await OpenAsync(repository, branch.WorktreePath!, cancellationToken).ConfigureAwait(false);
            await there.Git.RunAsync(new GitCall("merge", "--ff-only", KeepIgnored, "--no-autostash", "--no-stat", "--quiet", to), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await repository.Git.RunAsync(new GitCall("update-ref", "--no-deref", "-m", why, "refs/heads/" + branch.Name, to, branch.Sha), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a work tree, and the branch that it is on, to another commit in any direction.</summary>
    /// <exception cref="GitException">The work tree is in the way; nothing has moved.</exception>
    public static async Task TakeAsync(GitRepository there, GitHead head, string to, CancellationToken cancellationToken)
    {
        var now = await there.GetHeadAsync(cancellationToken).ConfigureAwait(false);
        if (now != head)
        {
            throw new GitException(GitErrorKind.Conflict, $"'{there.WorkTree}' was on {head.Sha}, and meanwhile somebody took it to {now.Sha}. Nothing was moved: try again.");
        }

        await there.Git.RunAsync(new GitCall("update-ref", "--no-deref", "ORIG_HEAD", head.Sha!), cancellationToken).ConfigureAwait(false);
        string[] where = head.Branch is null ? ["--detach"] : ["-B", head.Branch];
        await there.Git.RunAsync(new GitCall(["checkout", "--quiet", KeepIgnored, .. where, to, "--"]), cancellationToken).ConfigureAwait(false);
    }

    // The folder of a worktree may have been deleted without git being told.
    private static bool IsCheckedOut(GitBranch branch) => branch.WorktreePath is { } path && Directory.Exists(path);

    private static Task<GitRepository> OpenAsync(GitRepository repository, string path, CancellationToken cancellationToken) =>
        GitRepository.OpenAsync(path, repository.Git.Options, repository.Git.Logger, repository.Git.Clock, cancellationToken);
}
