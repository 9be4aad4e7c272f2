namespace Amp.Client.Threads;

/// <summary>Looks into a folder of threads without opening a file.</summary>
internal static class ThreadFolder
{
    private const string Extension = ".json";

    // A folder that is closed to us must not pass for an empty one.
    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None, RecurseSubdirectories = false };

    /// <returns>The files; none when the folder is not there or closed to us.</returns>
    public static IReadOnlyList<ThreadFileStat> Look(AmpThreadRoot root) => TryLook(root) ?? [];

    /// <returns>The files; <see langword="null"/> when the folder is not there, closed to us, or went while we looked.</returns>
    public static IReadOnlyList<ThreadFileStat>? TryLook(AmpThreadRoot root)
    {
        try
        {
            List<ThreadFileStat> files = [];
            foreach (var file in new DirectoryInfo(root.Folder).EnumerateFiles("*", Everything))
            {
                if (TryStat(root, file) is { } stat)
                {
                    files.Add(stat);
                }
            }

            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            return null;
        }
    }

    /// <summary>What is wrong with a folder that is there and could not be looked into.</summary>
    public static AmpThreadListing? ProblemOf(AmpThreadRoot root) => !Directory.Exists(root.Folder) ? null : new()
    {
        Path = root.Folder,
        Root = root,
        LastWritten = Directory.GetLastWriteTimeUtc(root.Folder),
        Problem = new(AmpThreadProblemKind.Unreadable, "The system does not let the folder be looked into."),
    };

    /// <summary>The thread that a file is called after.</summary>
    public static AmpThreadId? IdOf(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        return name.EndsWith(Extension, StringComparison.Ordinal) && AmpThreadId.TryParse(name[..^Extension.Length].ToString(), null, out var id) ? id : (AmpThreadId?)null;
    }

    /// <summary>Whether a file is called as thread files are: <c>T-*.json</c>.</summary>
    public static bool IsThread(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        return name.StartsWith("T-", StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal);
    }

    /// <summary>What is wrong with a file, going by its name alone.</summary>
    public static AmpThreadProblem? ProblemOf(string path) =>
        IsThread(path) ? null
        : path.EndsWith(".amptmp", StringComparison.Ordinal) ? new(AmpThreadProblemKind.LeftOver, "The CLI writes such a file before it puts it in the place of a thread's file. This one it left behind.")
        : new(AmpThreadProblemKind.Foreign, "It is not called T-….json, as the files of threads are.");

    public static string PathOf(AmpThreadRoot root, AmpThreadId thread) => Path.Combine(root.Folder, thread.Value + Extension);

    private static ThreadFileStat? TryStat(AmpThreadRoot root, FileInfo file)
    {
        try
        {
            return new(root, file.FullName, file.Length, file.LastWriteTimeUtc);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;   // it went while we looked
        }
    }
}
