namespace Amp.Client.Settings;

/// <summary>Makes files and folders that only this user can read. On Windows by where they are: in the user's own application data.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode UserOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UserOnly | UnixFileMode.UserExecute);
        }
    }

    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content) => Write(path, content, UserOnly);

    /// <summary>Writes a file that this user can run, too.</summary>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static void WriteProgram(string path, ReadOnlySpan<byte> content) => Write(path, content, UserOnly | UnixFileMode.UserExecute);

    private static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
    }
}
