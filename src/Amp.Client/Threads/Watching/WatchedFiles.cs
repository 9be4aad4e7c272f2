namespace Amp.Client.Threads;

/// <summary>The files that are watched: which are to be read, and which are gone.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class WatchedFiles(TimeProvider clock)
{
    /// <summary>The coarsest times that a file system keeps (FAT): two changes within them may look like one.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(2.1);

    private readonly Dictionary<string, WatchedFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<AmpThreadId, WatchedFile> _owners = [];

    public IEnumerable<WatchedFile> Dirty => _files.Values.Where(static file => file.IsDirty);

    /// <summary>Looks at folders, and notes what has changed.</summary>
    /// <returns>The files that are gone, and whether a folder was there at all. What is in a folder that is not there is not gone: a network may be.</returns>
    public (IReadOnlyList<WatchedFile> Gone, bool IsAnyThere) Look(IEnumerable<AmpThreadRoot> roots)
    {
        List<WatchedFile> gone = [];
        var isAnyThere = false;
        foreach (var root in roots)
        {
            if (ThreadFolder.TryLook(root) is not { } there)
            {
                continue;
            }

            isAnyThere = true;
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var stat in there.Where(static stat => ThreadFolder.IsThread(stat.Path)))
            {
                seen.Add(stat.Path);
                Note(stat);
            }

            gone.AddRange(_files.Values.Where(file => file.Stat.Root == root && !seen.Contains(file.Stat.Path)));
        }

        foreach (var file in gone)
        {
            _files.Remove(file.Stat.Path);
        }

        return (gone, isAnyThere);
    }

    /// <summary>Notes that something was said to have happened to a file, whether that shows or not.</summary>
    /// <returns>The file, if it is gone.</returns>
    public WatchedFile? Touch(AmpThreadRoot root, string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (info.Exists)
            {
                Note(new(root, path, info.Length, info.LastWriteTimeUtc));
                (_files[path].IsDirty, _files[path].IsSettled) = (true, false);
                return null;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;   // the next look at the folder will tell
        }

        return Directory.Exists(root.Folder) && _files.Remove(path, out var gone) ? gone : null;
    }

    /// <summary>The file that tells of a thread. Of two with the same thread, the one that was met first, as long as it is there.</summary>
    public WatchedFile? OwnerOf(AmpThreadId thread) => _owners.GetValueOrDefault(thread);

    /// <summary>Notes which thread a file holds.</summary>
    /// <returns>Whether it is the one that tells of it.</returns>
    public bool Own(WatchedFile file, AmpThreadId thread)
    {
        if (file.Thread is { } before && before != thread)
        {
            Disown(file);
        }

        file.Thread = thread;
        _owners.TryAdd(thread, file);
        return _owners[thread] == file;
    }

    /// <summary>Notes that a file no longer holds its thread.</summary>
    /// <returns>Whether no file has it any more. If there is another, that one is to be read.</returns>
    public bool Disown(WatchedFile file)
    {
        if (file.Thread is not { } thread || _owners.GetValueOrDefault(thread) != file)
        {
            return false;
        }

        _owners.Remove(thread);
        file.Thread = null;
        if (_files.Values.FirstOrDefault(other => other.Thread == thread) is not { } heir)
        {
            return true;
        }

        _owners[thread] = heir;
        heir.IsDirty = true;
        return false;
    }

    /// <summary>Marks what is to be read once more: it was read so soon after a change that a further one might not show.</summary>
    /// <returns>When the next one is due.</returns>
    public TimeSpan? Settle()
    {
        TimeSpan? next = null;
        foreach (var file in _files.Values.Where(static file => !file.IsSettled))
        {
            var left = SettleTime - clock.GetElapsedTime(file.Seen);
            if (left <= TimeSpan.Zero)
            {
                file.IsDirty = true;
            }
            else if (next is null || left < next)
            {
                next = left;
            }
        }

        return next;
    }

    /// <summary>Whether a file has been left alone for long enough that nobody is at work on it.</summary>
    /// <remarks>A day old is old by any clock.</remarks>
    public bool IsLeftAlone(WatchedFile file) => clock.GetElapsedTime(file.Seen) >= SettleTime || clock.GetUtcNow() - file.Stat.LastWritten > TimeSpan.FromDays(1);

    private void Note(ThreadFileStat stat)
    {
        if (!_files.TryGetValue(stat.Path, out var file))
        {
            _files[stat.Path] = new() { Stat = stat, Seen = clock.GetTimestamp() };
        }
        else if (!file.IsAs(stat))
        {
            (file.Stat, file.Seen, file.IsDirty, file.IsSettled) = (stat, clock.GetTimestamp(), true, false);
        }
    }
}
