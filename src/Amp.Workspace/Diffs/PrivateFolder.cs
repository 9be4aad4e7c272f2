using System.Globalization;

namespace Amp.Workspace.Diffs;

/// <summary>A folder that only this user can read, deleted when it is disposed. One that a crash left behind is deleted by the next who makes one.</summary>
internal sealed class PrivateFolder : IDisposable
{
    private const string Beginning = "amp-diffs-";

    private const string LockName = "owner.lock";

    private const int MostAttempts = 10;

    // While it is held nobody else takes the folder for an orphan. The system lets go of it however the process ends.
    private readonly FileStream _owner;

    private PrivateFolder(string path, FileStream owner) => (Path, _owner) = (path, owner);

    public string Path { get; }

    public static PrivateFolder Create(string? root)
    {
        root ??= System.IO.Path.GetTempPath();
        Directory.CreateDirectory(root);
        for (var attempt = 1; ; attempt++)
        {
            var path = System.IO.Path.Combine(root, Beginning + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
            try
            {
                return Create(path, System.IO.Path.Combine(path, LockName));
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                // Another process, looking for orphans, took it for one.
            }
        }
    }

    /// <summary>Deletes what processes that are gone left under the root.</summary>
    public static void DeleteOrphans(string? root)
    {
        root ??= System.IO.Path.GetTempPath();
        if (!Directory.Exists(root))
        {
            return;
        }

        foreach (var folder in Directory.EnumerateDirectories(root, Beginning + "*"))
        {
            try
            {
                // Without its lock file it is being made or deleted this moment.
                using var held = Hold(System.IO.Path.Combine(folder, LockName), FileMode.Open);
                if (OperatingSystem.IsWindows())
                {
                    // A file that is open cannot be deleted there. Nobody else comes by it: making and holding it is one step.
                    held.Dispose();
                }

                Delete(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has an owner, or is another user's.
            }
        }
    }

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        _owner.Dispose();
        try
        {
            Delete(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next to come deletes it.
        }
    }

    // On Unix a file is made first and held then. Who looks for orphans may come in between: then it is not there any more, or not to be had.
    private static PrivateFolder Create(string path, string lockFile)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var owner = Hold(lockFile, FileMode.Create);
        if (File.Exists(lockFile))
        {
            return new(path, owner);
        }

        owner.Dispose();
        throw new IOException($"The private folder '{path}' was deleted while it was made.");
    }

    private static FileStream Hold(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None);

    private static void Delete(string folder)
    {
        // Git writes its objects read-only, which Windows does not let go of.
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }

        Directory.Delete(folder, recursive: true);
    }
}
