namespace Amp.Workspace.Worktrees;

/// <summary>Paths without links in them.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Follows every link on the way, also where the last parts do not exist yet.</summary>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        for (var links = 0; links < MostLinks; links++)
        {
            if (FirstLink(full) is not { } link)
            {
                return full;
            }

            var target = Path.GetFullPath(link.LinkTarget!, Path.GetDirectoryName(link.FullName)!);
            full = Path.GetFullPath(Path.GetRelativePath(link.FullName, full), target);
        }

        throw new IOException($"'{path}' goes through more than {MostLinks} links.");
    }

    private static DirectoryInfo? FirstLink(string full)
    {
        var root = Path.GetPathRoot(full)!;
        var at = root;
        foreach (var part in full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            at = Path.Combine(at, part);
            var info = new DirectoryInfo(at);
            if (info.LinkTarget is not null)
            {
                return info;
            }
        }

        return null;
    }
}
