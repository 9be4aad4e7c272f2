using Amp.Workspace.Diffs;

namespace Amp.Workspace.Integration;

/// <summary>Looks whether a work tree may be touched.</summary>
internal static class WorkTreeGuard
{
    private static readonly (string Name, string What)[] Unfinished =
        [("MERGE_HEAD", "merge"), ("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert"), ("rebase-merge", "rebase"), ("rebase-apply", "rebase or am")];

    /// <exception cref="WorkspaceException">Somebody is in the middle of a merge or rebase there.</exception>
    public static void ThrowIfUnfinished(GitRepository repository)
    {
        foreach (var (name, what) in Unfinished)
        {
            if (Path.Exists(Path.Combine(repository.GitDirectory, name)))
            {
                throw new WorkspaceException($"A {what} is under way in '{repository.WorkTree}'. Finish it, or end it with --abort, and try again.");
            }
        }
    }

    /// <exception cref="GitException">Files are in conflict, also where no merge is under way: a stash or a patch left them so.</exception>
    public static async Task ThrowIfInConflictAsync(GitRepository repository, CancellationToken cancellationToken)
    {
        var unmerged = await repository.Git.ReadAsync(["ls-files", "--unmerged", "-z"], cancellationToken).ConfigureAwait(false);
        if (!unmerged.Output.IsEmpty)
        {
            throw new GitException(GitErrorKind.Conflict, $"Files are in conflict in '{repository.WorkTree}': {string.Join(", ", unmerged.SplitAtNul().Select(entry => entry.Split('\t', 2)[1]).Distinct(StringComparer.Ordinal).Take(10))}. Their marks would be committed as text, and both sides of the conflict be forgotten. Decide them first ('git add').");
        }
    }

    /// <summary>Files that differ from the last commit, those aside that git does not track.</summary>
    public static async Task<IReadOnlyList<string>> ChangedAsync(GitRepository repository, bool withUntracked, CancellationToken cancellationToken)
    {
        var status = await repository.GetStatusAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. status.Entries.Where(entry => !entry.IsIgnored && (withUntracked || !entry.IsUntracked)).Select(entry => entry.Path)];
    }

    /// <summary>Files that git does not track, ignored ones too, in places where a move to another commit brings files.</summary>
    public static async Task<IReadOnlyList<string>> InTheWayAsync(GitRepository repository, string from, string to, CancellationToken cancellationToken)
    {
        var created = await repository.Git.ReadAsync(["diff-tree", "-r", "-z", "--no-renames", "--name-only", "--diff-filter=A", from, to, "--"], cancellationToken).ConfigureAwait(false);
        return [.. BytePath.Split(created.Output.Span).Select(BytePath.ToText).Where(path => IsTaken(repository.WorkTree!, path))];
    }

    /// <summary>Something is at the path, or a file is where a folder on the way to it would be.</summary>
    public static bool IsTaken(string root, string path)
    {
        var file = Path.Combine(root, path);
        if (Path.Exists(file) || new FileInfo(file).LinkTarget is not null)
        {
            return true;
        }

        for (var above = Path.GetDirectoryName(path); !string.IsNullOrEmpty(above); above = Path.GetDirectoryName(above))
        {
            var info = new FileInfo(Path.Combine(root, above));
            if (info.Exists || info.LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
