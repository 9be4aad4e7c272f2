namespace Amp.Workspace.Worktrees;

/// <summary>The worktree that a verb is about.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Folder">Its folder and state; <see langword="null"/> when git knows none there.</param>
/// <param name="Record">What we know of it, when it is ours.</param>
/// <param name="IsMain">It is the repository's own work tree.</param>
internal sealed record WorktreeTarget(string Path, WorktreeFolder? Folder, WorktreeRecord? Record, bool IsMain)
{
    /// <summary>Finds it by its folder or by our name for it, exactly: a part of a name is no name.</summary>
    public static WorktreeTarget Find(WorktreeContext context, string pathOrId)
    {
        ArgumentException.ThrowIfNullOrEmpty(pathOrId);
        var isName = pathOrId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
        var record = isName ? context.Records.Find(pathOrId) : null;
        var path = record?.Path ?? System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(pathOrId));
        record ??= context.Records.ReadReady().FirstOrDefault(other => WorktreeLayout.PathsEqual(other.Path, path) || WorktreeLayout.PathsEqual(RealPath.Of(other.Path), RealPath.Of(path)));
        return new(path, WorktreeFolder.Find(path, context.Layout.AdminFolder), record, IsMainOf(context, path));
    }

    private static bool IsMainOf(WorktreeContext context, string path)
    {
        var common = context.Layout.CommonDirectory;
        var real = RealPath.Of(path);
        return WorktreeLayout.PathsEqual(real, RealPath.Of(common))
            || WorktreeLayout.IsInside(RealPath.Of(common), real)
            || (System.IO.Path.GetFileName(common) == ".git" && WorktreeLayout.PathsEqual(real, RealPath.Of(System.IO.Path.GetDirectoryName(common)!)));
    }
}
