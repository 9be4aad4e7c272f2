namespace Amp.Workspace.Worktrees;

/// <summary>Deletes a folder with all that is in it. Links are deleted, never followed.</summary>
internal static class FolderDeletion
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="IOException">Something in it could not be deleted. The rest may be gone; it can be called again.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Delete(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException && Directory.Exists(folder))
        {
            // Package stores make folders read-only, git its objects; and whoever still wrote may have stopped.
            MakeWritable(new(folder));
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>How much the files below a folder take, links not followed, in bytes.</summary>
    public static long Measure(string folder) =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }).Sum(file => file.Length)
            : 0;

    private static void MakeWritable(DirectoryInfo folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode |= Own;
        }

        foreach (var entry in folder.EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null))
        {
            if (entry is DirectoryInfo inner)
            {
                MakeWritable(inner);
            }
            else if (OperatingSystem.IsWindows())
            {
                entry.Attributes &= ~FileAttributes.ReadOnly;
            }
        }
    }
}
