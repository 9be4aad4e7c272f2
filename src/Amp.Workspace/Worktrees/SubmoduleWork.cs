using Amp.Workspace.Git;

namespace Amp.Workspace.Worktrees;

/// <summary>Finds what only the submodules of a worktree hold: their repositories lie in the worktree's own state, and go with it.</summary>
internal static class SubmoduleWork
{
    /// <param name="git">Any git.</param>
    /// <param name="modules">The folder with the submodules' repositories.</param>
    /// <param name="disposableFiles">Ignored files that do not count.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>One sentence for each submodule that must not go.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(GitCommand git, string modules, IList<string> disposableFiles, CancellationToken cancellationToken)
    {
        var work = new List<string>();
        if (Directory.Exists(modules))
        {
            // A name may hold slashes, and a submodule submodules of its own, so repositories lie at any depth.
            foreach (var head in Directory.EnumerateFiles(modules, "HEAD", SearchOption.AllDirectories).Where(file => Directory.Exists(Path.Combine(Path.GetDirectoryName(file)!, "objects"))))
            {
                if (await LookAsync(git, Path.GetDirectoryName(head)!, disposableFiles, cancellationToken).ConfigureAwait(false) is { } problem)
                {
                    work.Add(problem);
                }
            }
        }

        return work;
    }

    private static async Task<string?> LookAsync(GitCommand git, string repository, IList<string> disposableFiles, CancellationToken cancellationToken)
    {
        var at = git.In(repository);
        var own = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_DIR"] = repository };
        var ahead = await at.RunAsync(new("rev-list", "--max-count=1", "HEAD", "--all", "--reflog", "--not", "--remotes", "--tags") { IsRead = true, AcceptedExitCodes = [0, 128], Environment = own }, cancellationToken).ConfigureAwait(false);
        if (ahead.ExitCode != 0 || !ahead.Output.IsEmpty)
        {
            return $"the submodule with its repository in '{repository}' has commits that its remote lacks.";
        }

        var tree = await at.RunAsync(new("config", "core.worktree") { IsRead = true, AcceptedExitCodes = [0, 1], Environment = own }, cancellationToken).ConfigureAwait(false);
        var folder = tree.ExitCode == 0 ? Path.GetFullPath(tree.Text, repository) : null;
        if (folder is null || !Directory.Exists(folder))
        {
            return null;
        }

        own["GIT_WORK_TREE"] = folder;
        var inTree = git.In(folder);
        var status = StatusParser.Parse(await inTree.RunAsync(new(StatusParser.Arguments(withIgnored: false)) { IsRead = true, Environment = own }, cancellationToken).ConfigureAwait(false));
        var ignored = (await inTree.RunAsync(new("ls-files", "--others", "--ignored", "--exclude-standard", "-z") { IsRead = true, Environment = own }, cancellationToken).ConfigureAwait(false)).SplitAtNul();
        var disposable = disposableFiles.Count == 0 || ignored.Count == 0
            ? []
            : (await inTree.RunAsync(new(["ls-files", "--others", "--ignored", "-z", .. disposableFiles.Select(pattern => "--exclude=" + pattern)]) { IsRead = true, Environment = own }, cancellationToken).ConfigureAwait(false)).SplitAtNul();
        return status.IsClean && !ignored.Except(disposable, StringComparer.Ordinal).Any() ? null : $"the submodule in '{folder}' has changes or files of its own.";
    }
}
