namespace Amp.Workspace.Worktrees;

/// <summary>Files that are there whole or not at all, also after a crash. Only their user can read them, unless they are git's.</summary>
internal static class AtomicFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string path, ReadOnlySpan<byte> content, bool isOnDisk = false) => Write(path, content, Options(FileMode.CreateNew), isOnDisk);

    /// <summary>Writes a file of git's own, which whoever may read the repository must be able to read.</summary>
    public static void WriteForGit(string path, ReadOnlySpan<byte> content) => Write(path, content, new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 }, isOnDisk: false);

    private static void Write(string path, ReadOnlySpan<byte> content, FileStreamOptions options, bool isOnDisk)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(content);
                file.Flush(isOnDisk);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Adds one line in one write, and waits until the disk has it.</summary>
    public static void AppendLine(string path, ReadOnlySpan<byte> line)
    {
        using var file = new FileStream(path, Options(FileMode.Append));
        file.Write([.. line, (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    public static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        return options;
    }
}
