namespace Amp.Workspace.Git;

/// <summary>Finds a program on <c>PATH</c> and nowhere else: the system's own search takes the current folder first, which may be a repository that holds a program named <c>git</c>.</summary>
internal static class ProgramPath
{
    private static readonly string[] Extensions = OperatingSystem.IsWindows() ? [".exe", ".com"] : [""];

    /// <param name="name">A name, or a path, which is given back as it is.</param>
    /// <param name="path">The value of <c>PATH</c>.</param>
    /// <param name="folder">What a path with a separator in it begins at; the current folder when not given.</param>
    /// <returns>The full path, or <see langword="null"/> when no absolute folder of <c>PATH</c> holds it.</returns>
    public static string? Find(string name, string? path, string? folder = null)
    {
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            return Path.GetFullPath(name, folder ?? Environment.CurrentDirectory);
        }

        foreach (var place in (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathFullyQualified))
        {
            foreach (var extension in Path.HasExtension(name) ? ["", .. Extensions] : Extensions)
            {
                var file = Path.Combine(place, name + extension);
                if (IsProgram(file))
                {
                    return file;
                }
            }
        }

        return null;
    }

    private static bool IsProgram(string file) =>
        File.Exists(file)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
