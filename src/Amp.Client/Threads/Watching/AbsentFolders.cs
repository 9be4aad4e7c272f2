namespace Amp.Client.Threads;

/// <summary>Notices when a folder comes into being, by watching the nearest one above it that is there.</summary>
internal static class AbsentFolders
{
    /// <summary>Begins to watch for folders.</summary>
    /// <param name="folders">The folders that are not there, by full path.</param>
    /// <param name="watchers">Gets the watchers, also when this fails half-way.</param>
    /// <param name="appeared">Called when one of them, or a folder on the way to it, may have come; on any thread.</param>
    public static void Watch(IEnumerable<string> folders, ICollection<FileSystemWatcher> watchers, Action appeared)
    {
        foreach (var group in folders.GroupBy(NearestThere, StringComparer.Ordinal))
        {
            var watcher = new FileSystemWatcher(group.Key) { NotifyFilter = NotifyFilters.DirectoryName };
            watchers.Add(watcher);
            var expected = group.ToArray();
            watcher.Created += (_, e) => Tell(e.FullPath);
            watcher.Renamed += (_, e) => Tell(e.FullPath);
            watcher.Error += (_, _) => appeared();
            watcher.EnableRaisingEvents = true;

            // What came before the watcher did is not told by it: be it the folder itself.
            if (expected.Any(folder => folder == group.Key || NearestThere(folder) != group.Key))
            {
                appeared();
            }

            void Tell(string path)
            {
                if (expected.Any(folder => folder == path || folder.StartsWith(path + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
                {
                    appeared();
                }
            }
        }
    }

    private static string NearestThere(string folder)
    {
        var there = folder;
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { Length: > 0 } parent)
        {
            there = parent;
        }

        return there;
    }
}
