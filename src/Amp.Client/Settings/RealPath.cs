namespace Amp.Client.Settings;

/// <summary>A path without symbolic links, as a process sees the directory that it was started in.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <returns>The path itself when it cannot be looked into.</returns>
    public static string Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var links = 0;
        try
        {
            return Resolve(full, ref links);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return full;
        }
    }

    public static bool IsInside(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        return relative is "." || (relative is not ".." && !relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Path.IsPathRooted(relative));
    }

    private static string Resolve(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var here = Path.Combine(Resolve(parent, ref links), Path.GetFileName(path));
        if (new DirectoryInfo(here).LinkTarget is not { } target)
        {
            return here;
        }

        return ++links > MostLinks
            ? throw new IOException("Too many symbolic links.")
            : Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target, Path.GetDirectoryName(here)!)), ref links);
    }
}
