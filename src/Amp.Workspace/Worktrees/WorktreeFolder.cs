using Amp.Workspace.Git;

namespace Amp.Workspace.Worktrees;

/// <summary>A worktree on the disk: its files, and the folder that git keeps its state in.</summary>
/// <param name="Path">The files.</param>
/// <param name="AdminDirectory">The state: <c>…/.git/worktrees/name</c>.</param>
internal sealed record WorktreeFolder(string Path, string AdminDirectory)
{
    private const string PointerWord = "gitdir: ";

    public bool HasFiles => Directory.Exists(Path);

    public bool HasState => Directory.Exists(AdminDirectory);

    /// <summary>Git in this worktree, whatever its <c>.git</c> file says: an agent can write there, and a moved folder has an old one.</summary>
    public GitCall Call(params IReadOnlyList<string> arguments) => new(arguments)
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_DIR"] = AdminDirectory, ["GIT_WORK_TREE"] = Path },
    };

    /// <summary>The state folder that a worktree's <c>.git</c> file points to.</summary>
    /// <returns><see langword="null"/> when there is no such file.</returns>
    public static string? ReadPointer(string path)
    {
        try
        {
            var text = File.ReadAllText(System.IO.Path.Combine(path, ".git"));
            return text.StartsWith(PointerWord, StringComparison.Ordinal)
                ? System.IO.Path.GetFullPath(text[PointerWord.Length..].TrimEnd('\r', '\n'), path)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The path of the worktree that a state folder belongs to.</summary>
    public static string? ReadBackPointer(string adminDirectory)
    {
        try
        {
            var text = File.ReadAllText(System.IO.Path.Combine(adminDirectory, "gitdir")).TrimEnd('\r', '\n');
            return System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(text, adminDirectory));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The state folder of the worktree at a path, found by what points to it, also when the worktree's folder is gone.</summary>
    public static WorktreeFolder? Find(string path, string adminFolder)
    {
        if (ReadPointer(path) is { } admin && ReadBackPointer(admin) is { } back && WorktreeLayout.PathsEqual(RealPath.Of(back), RealPath.Of(path)))
        {
            // The same state elsewhere: this repository is a copy of the one that the worktree belongs to.
            return WorktreeLayout.IsInside(RealPath.Of(admin), RealPath.Of(adminFolder)) ? new(path, admin) : null;
        }

        return Directory.Exists(adminFolder)
            ? Directory.EnumerateDirectories(adminFolder)
                .Where(folder => ReadBackPointer(folder) is { } other && WorktreeLayout.PathsEqual(RealPath.Of(other), RealPath.Of(path)))
                .Select(folder => new WorktreeFolder(path, folder))
                .FirstOrDefault()
            : null;
    }
}
