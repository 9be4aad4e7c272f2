using System.Security.Cryptography;
using Amp.Workspace.Git;

namespace Amp.Workspace.Worktrees;

/// <summary>Finds what only the submodules of a worktree hold: their repositories lie in the worktree's own state, and go with it.</summary>
internal static class SubmoduleWork
{
    /// <param name="git">Any git.</param>
    /// <param name="modules">The folder with the submodules' repositories.</param>
    /// <param name="disposableFiles">Ignored files that do not count.</param>
    /// <param name="objectFormat">How git names objects: a submodule is of the same format.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>One sentence for each submodule that must not go.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(GitCommand git, string modules, IList<string> disposableFiles, HashAlgorithmName objectFormat, CancellationToken cancellationToken)
    {
        var work = new List<string>();
        if (Directory.Exists(modules))
        {
            // A name may hold slashes, and a submodule submodules of its own, so repositories lie at any depth.
            foreach (var head in Directory.EnumerateFiles(modules, "HEAD", SearchOption.AllDirectories).Where(file => Directory.Exists(Path.Combine(Path.GetDirectoryName(file)!, "objects"))))
            {
                if (await LookAsync(git, Path.GetDirectoryName(head)!, disposableFiles, objectFormat, cancellationToken).ConfigureAwait(false) is { } problem)
                {
                    work.Add(problem);
                }
            }
        }

        return work;
    }

    private static async Task<string?> LookAsync(GitCommand git, string repository, IList<string> disposableFiles, HashAlgorithmName objectFormat, CancellationToken cancellationToken)
    {
        var at = git.In(repository);
        var own = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_DIR"] = repository };
        // A tag may hold a commit of the remote that none of its branches has. It may also be somebody's own: then its commit was made here, which the log of HEAD tells.
        var log = await at.RunAsync(new("reflog", "show", "--format=%gs", "HEAD") { IsRead = true, AcceptedExitCodes = [0, 128], Environment = own }, cancellationToken).ConfigureAwait(false);
        var isAsItCame = log is { ExitCode: 0, Text.Length: > 0 } && log.Text.Split('\n').All(line => line.StartsWith("clone:", StringComparison.Ordinal) || line.StartsWith("checkout:", StringComparison.Ordinal));
        string[] range = isAsItCame ? ["--all", "--reflog", "--not", "--remotes", "--tags"] : ["--exclude=refs/tags/*", "--all", "--reflog", "--not", "--remotes"];
        var ahead = await at.RunAsync(new(["rev-list", "--max-count=1", "HEAD", .. range]) { IsRead = true, AcceptedExitCodes = [0, 128], Environment = own }, cancellationToken).ConfigureAwait(false);
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
        return await IsUntouchedAsync(git.In(folder), own, disposableFiles, objectFormat, cancellationToken).ConfigureAwait(false) ? null : $"the submodule in '{folder}' has changes or files of its own.";
    }

    private static async Task<bool> IsUntouchedAsync(GitCommand git, Dictionary<string, string> own, IList<string> disposableFiles, HashAlgorithmName objectFormat, CancellationToken cancellationToken)
    {
        var status = StatusParser.Parse(await RunAsync(StatusParser.Arguments(withIgnored: false)).ConfigureAwait(false));
        var ignored = (await RunAsync(["ls-files", "--others", "--ignored", "--exclude-standard", "-z"]).ConfigureAwait(false)).SplitAtNul();
        var disposable = disposableFiles.Count == 0 || ignored.Count == 0
            ? []
            : (await RunAsync(["ls-files", "--others", "--ignored", "-z", .. disposableFiles.Select(pattern => "--exclude=" + pattern)]).ConfigureAwait(false)).SplitAtNul();
        if (!status.IsClean || ignored.Except(disposable, StringComparer.Ordinal).Any())
        {
            return false;
        }

        var special = IndexEntry.ReadSpecial(await RunAsync(["ls-files", "-s", "-v", "-z"]).ConfigureAwait(false));
        var inner = special.Where(entry => entry.Mode == IndexEntry.Submodule).Select(entry => Path.Combine(git.Folder, entry.Path)).ToHashSet(StringComparer.Ordinal);
        return FolderWalk.FindRepositories(git.Folder, inner).Count == 0
            && !special.Any(entry => entry.IsHidden && entry.Mode != IndexEntry.Submodule && FileFacts.BlobName(Path.Combine(git.Folder, entry.Path), objectFormat) is { } name && name != entry.Sha);

        Task<GitResult> RunAsync(IReadOnlyList<string> arguments) =>
            git.RunAsync(new(arguments) { IsRead = true, Environment = own, Settings = WorktreeInspection.Careful }, cancellationToken);
    }
}
