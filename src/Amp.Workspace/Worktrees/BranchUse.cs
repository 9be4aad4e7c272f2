namespace Amp.Workspace.Worktrees;

/// <summary>Tells whether a work tree stands on a branch.</summary>
internal static class BranchUse
{
    /// <param name="layout">The repository.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="exceptAdminDirectory">The worktree that does not count.</param>
    public static bool IsUsedElsewhere(WorktreeLayout layout, string branch, string? exceptAdminDirectory)
    {
        var folders = Directory.Exists(layout.AdminFolder) ? Directory.EnumerateDirectories(layout.AdminFolder) : [];
        return folders.Where(folder => exceptAdminDirectory is null || !WorktreeLayout.PathsEqual(folder, exceptAdminDirectory)).Append(layout.CommonDirectory)
            .Select(folder => Path.Combine(folder, "HEAD"))
            .Any(head => File.Exists(head) && File.ReadAllText(head).Trim() == "ref: refs/heads/" + branch);
    }
}
