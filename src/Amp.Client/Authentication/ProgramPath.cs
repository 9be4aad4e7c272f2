namespace Amp.Client.Authentication;

/// <summary>Finds a program as a shell does: a name on <c>PATH</c> alone. The framework would look in the current directory first, which may be somebody's repository.</summary>
internal static class ProgramPath
{
    private static readonly string[] Endings = OperatingSystem.IsWindows() ? ["", ".exe", ".com"] : [""];

    public static string? Find(string program, IReadOnlyDictionary<string, string> variables)
    {
        var isPath = program.AsSpan().IndexOfAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) >= 0;
        var folders = isPath ? Environment.CurrentDirectory : variables.GetValueOrDefault("PATH") ?? "";
        return folders.Split(isPath ? '\0' : Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => Endings.Select(ending => Path.GetFullPath(program + ending, folder)))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string file) =>
        File.Exists(file)
        && (OperatingSystem.IsWindows()
            ? Path.GetExtension(file).ToUpperInvariant() is not (".CMD" or ".BAT")
            : (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
