namespace Amp.Client.Threads;

/// <summary>Collects what the system says of folders of threads: which files something happened to.</summary>
/// <remarks>Thread-safe. The system may say too much, too little, or nothing: whoever relies on it looks for himself now and then.</remarks>
internal sealed class FolderSignals(IReadOnlyList<AmpThreadRoot> roots) : IDisposable
{
    private const int MaxPaths = 10_000;

    private readonly Lock _lock = new();
    private readonly List<FileSystemWatcher> _watchers = [];
    private Dictionary<string, AmpThreadRoot> _paths = new(StringComparer.Ordinal);
    private bool _isLost;
    private bool _hasAppeared;
    private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when something was said.</summary>
    public Task Signalled
    {
        get
        {
            lock (_lock)
            {
                return _signal.Task;
            }
        }
    }

    /// <summary>Whether a folder has come that is not listened to yet.</summary>
    public bool HasAppeared
    {
        get
        {
            lock (_lock)
            {
                return _hasAppeared;
            }
        }
    }

    /// <summary>Begins to listen, anew: to the folders that are there now, and for those that are not.</summary>
    /// <returns>Whether the system tells of all of them.</returns>
    public bool TryListen()
    {
        Dispose();
        lock (_lock)
        {
            _hasAppeared = false;
        }

        try
        {
            // Asked once: a folder that comes in the middle must be in the one part or in the other.
            var there = roots.ToLookup(static root => Directory.Exists(root.Folder));
            foreach (var root in there[true])
            {
                var watcher = new FileSystemWatcher(root.Folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
                _watchers.Add(watcher);
                watcher.Changed += (_, e) => Say(root, e.FullPath);
                watcher.Created += (_, e) => Say(root, e.FullPath);
                watcher.Deleted += (_, e) => Say(root, e.FullPath);
                watcher.Renamed += (_, e) =>
                {
                    Say(root, e.OldFullPath);
                    Say(root, e.FullPath);
                };
                watcher.Error += (_, _) => SayLost();
                watcher.EnableRaisingEvents = true;
            }

            AbsentFolders.Watch(there[false].Select(static root => root.Folder), _watchers, SayAppeared);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            // The system watches no more folders, or not this one.
            return false;
        }
    }

    /// <summary>Takes what was said since the last time.</summary>
    /// <returns>The files, and whether something was missed.</returns>
    public (IReadOnlyCollection<(AmpThreadRoot Root, string Path)> Paths, bool IsLost) Take()
    {
        lock (_lock)
        {
            var taken = (_paths.Select(static path => (path.Value, path.Key)).ToList(), _isLost);
            (_paths, _isLost) = (new(StringComparer.Ordinal), false);
            if (_signal.Task.IsCompleted)
            {
                _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return taken;
        }
    }

    /// <summary>Makes <see cref="Signalled"/> wait for what is said from now on, without forgetting what was said before.</summary>
    public void Rearm()
    {
        lock (_lock)
        {
            if (_signal.Task.IsCompleted)
            {
                _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Dispose();
        }

        _watchers.Clear();
    }

    private void Say(AmpThreadRoot root, string path)
    {
        if (!ThreadFolder.IsThread(path))
        {
            return;
        }

        lock (_lock)
        {
            _isLost |= _paths.Count >= MaxPaths;
            if (!_isLost)
            {
                _paths[path] = root;
            }

            _signal.TrySetResult();
        }
    }

    private void SayAppeared()
    {
        lock (_lock)
        {
            _hasAppeared = true;
            _signal.TrySetResult();
        }
    }

    private void SayLost()
    {
        lock (_lock)
        {
            _isLost = true;
            _signal.TrySetResult();
        }
    }
}
