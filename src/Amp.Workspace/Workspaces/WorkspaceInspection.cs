using Amp.Workspace.Worktrees;
using Microsoft.Extensions.Logging;

namespace Amp.Workspace.Workspaces;

/// <summary>Finds out what a folder is.</summary>
internal static class WorkspaceInspection
{
    public static async Task<Workspace> LookAsync(string path, GitOptions options, ILogger logger, TimeProvider clock, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        if (!Directory.Exists(full))
        {
            return new() { Path = full, Root = full, Kind = WorkspaceKind.Missing, Problem = File.Exists(full) ? $"'{full}' is a file; a folder was expected." : $"There is no folder '{full}'." };
        }

        try
        {
            var repository = await GitRepository.OpenAsync(full, options, logger, clock, cancellationToken).ConfigureAwait(false);
            if (repository.WorkTree is { } top && BrokenWorktreeAt(full, top) is { } broken)
            {
                return Broken(full, broken);
            }

            return new()
            {
                Path = full,
                Root = repository.WorkTree ?? repository.GitDirectory,
                Kind = await KindOfAsync(repository, cancellationToken).ConfigureAwait(false),
                Repository = repository,
                Head = await repository.GetHeadAsync(cancellationToken).ConfigureAwait(false),
            };
        }
        catch (GitException e) when (e.Kind is GitErrorKind.NotARepository && BrokenWorktreeAt(full, null) is { } broken)
        {
            return Broken(full, broken);
        }
        catch (GitException e) when (e.Kind is GitErrorKind.NotARepository)
        {
            return new() { Path = full, Root = full, Kind = WorkspaceKind.Plain };
        }
        catch (GitException e) when (e.Kind is GitErrorKind.DubiousOwnership)
        {
            return new() { Path = full, Root = full, Kind = WorkspaceKind.Untrusted, Problem = e.Message };
        }
    }

    private static async Task<WorkspaceKind> KindOfAsync(GitRepository repository, CancellationToken cancellationToken)
    {
        if (repository.IsBare)
        {
            return WorkspaceKind.Bare;
        }

        if (repository.IsLinkedWorktree)
        {
            return WorkspaceKind.Worktree;
        }

        var parent = await repository.Git.ReadAsync(["rev-parse", "--show-superproject-working-tree"], cancellationToken).ConfigureAwait(false);
        return parent.Text.Length > 0 ? WorkspaceKind.Submodule : WorkspaceKind.Repository;
    }

    // A worktree's folder that lost its registration must not be taken for a part of the repository around it: an agent in it would work on the user's own files.
    private static string? BrokenWorktreeAt(string path, string? top)
    {
        for (var at = path; at is not null && (top is null || !WorktreeLayout.PathsEqual(RealPath.Of(at), RealPath.Of(top))); at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, ".git")) && WorktreeFolder.ReadPointer(at) is { } pointer && !Directory.Exists(pointer))
            {
                return at;
            }

            if (File.Exists(Path.Combine(Path.GetDirectoryName(at) ?? at, FolderMarker.FileName)) && !Path.Exists(Path.Combine(at, ".git")))
            {
                return at;
            }
        }

        return null;
    }

    private static Workspace Broken(string path, string root) => new()
    {
        Path = path,
        Root = root,
        Kind = WorkspaceKind.BrokenWorktree,
        Problem = $"'{root}' was a worktree, and its repository is gone or does not know it any more. {nameof(WorktreeManager)}.{nameof(WorktreeManager.ResumeAsync)} of the repository makes it one again and touches no file.",
    };
}
