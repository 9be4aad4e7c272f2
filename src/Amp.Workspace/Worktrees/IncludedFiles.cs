namespace Amp.Workspace.Worktrees;

/// <summary>Copies ignored files that a project needs, such as <c>.env</c>, from the user's work tree into a new one.</summary>
/// <remarks>
/// What is copied is ignored by git and named by a pattern, both in git's own judgement. Nothing is read from or written to a place that a link leads out to, and no
/// file of the new work tree is written over. Where the file system can share blocks (Btrfs, XFS, APFS, ReFS), the framework's copy does.
/// </remarks>
internal static class IncludedFiles
{
    public const string ListFile = ".worktreeinclude";

    public static async Task<IReadOnlyList<CopiedFile>> CopyAsync(WorktreeContext context, WorktreeRequest request, string target, CancellationToken cancellationToken)
    {
        if (context.Repository.WorkTree is not { } source)
        {
            return [];
        }

        var list = Path.Combine(source, ListFile);
        List<string> patterns = [.. request.Include.Select(pattern => "--exclude=" + pattern)];
        if (request.UsesWorktreeInclude && File.Exists(list) && FileFacts.LinkTarget(list) is null)
        {
            patterns.Add("--exclude-from=" + list);
        }

        if (patterns.Count == 0)
        {
            return [];
        }

        var git = context.Repository.Git;
        var named = git.ReadAsync(["ls-files", "--others", "--ignored", "-z", .. patterns], cancellationToken);
        var ignored = git.ReadAsync(["ls-files", "--others", "--ignored", "--exclude-standard", "-z"], cancellationToken);
        var copied = new List<CopiedFile>();
        foreach (var path in (await named.ConfigureAwait(false)).SplitAtNul().Intersect((await ignored.ConfigureAwait(false)).SplitAtNul(), StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Copy(source, target, path) is { } problem)
            {
                WorktreeLog.NotCopied(context.Logger, Path.Combine(source, path), problem);
            }
            else
            {
                copied.Add(new(path, FileFacts.Sha256(Path.Combine(target, path))!));
            }
        }

        return copied;
    }

    /// <returns>Why not; <see langword="null"/> when it was copied.</returns>
    internal static string? Copy(string source, string target, string path)
    {
        if (path.EndsWith('/'))
        {
            return "it is a repository of its own.";
        }

        var from = Path.GetFullPath(path, source);
        var to = Path.GetFullPath(path, target);
        if (!IsPlainlyInside(from, source) || !IsPlainlyInside(to, target))
        {
            return "a link on the way to it could lead out of the work tree.";
        }

        if (FileFacts.LinkTarget(from) is { } link)
        {
            var end = Path.GetFullPath(link, Path.GetDirectoryName(from)!);
            if (Path.IsPathRooted(link) || !WorktreeLayout.IsInside(end, source) || !IsPlainlyInside(end, source))
            {
                return "it is a link that leads out of the work tree.";
            }
        }
        else if (!File.Exists(from))
        {
            return "it is not a file, or is gone.";
        }

        if (FileFacts.Exists(to) || Directory.Exists(to))
        {
            return "the worktree has a file there already.";
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (FileFacts.LinkTarget(from) is { } plain)
            {
                File.CreateSymbolicLink(to, plain);
            }
            else
            {
                File.Copy(from, to, overwrite: false);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    // No part of the way may be a link; the last part is looked at by itself.
    private static bool IsPlainlyInside(string file, string folder)
    {
        if (!WorktreeLayout.IsInside(file, folder) || WorktreeLayout.PathsEqual(file, folder))
        {
            return false;
        }

        for (var at = Path.GetDirectoryName(file)!; !WorktreeLayout.PathsEqual(at, folder); at = Path.GetDirectoryName(at)!)
        {
            if (new DirectoryInfo(at).LinkTarget is not null)
            {
                return false;
            }
        }

        return true;
    }
}
