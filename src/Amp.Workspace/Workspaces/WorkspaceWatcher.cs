using System.Threading.Channels;
using Amp.Workspace.Worktrees;

namespace Amp.Workspace.Workspaces;

/// <summary>Watches a folder, and tells of changes when it has been left alone for a while.</summary>
internal sealed class WorkspaceWatcher : IDisposable
{
    private readonly Workspace _workspace;
    private readonly WorkspaceOptions _options;
    private readonly TimeProvider _clock;
    private readonly ITimer _quiet;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Lock _entering = new();
    private readonly Channel<WorkspaceChange> _changes = Channel.CreateBounded<WorkspaceChange>(1);
    private SortedSet<string> _paths = new(StringComparer.Ordinal);
    private bool _isIncomplete;
    private bool _isGitStateChanged;
    private long? _firstChange;

    /// <exception cref="WorkspaceException">The system watches no more folders.</exception>
    public WorkspaceWatcher(Workspace workspace, WorkspaceOptions options, TimeProvider clock)
    {
        (_workspace, _options, _clock) = (workspace, options, clock);
        _quiet = clock.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            Watch(workspace.Root);
            foreach (var folder in (string?[])[workspace.Repository?.GitDirectory, workspace.Repository?.CommonDirectory])
            {
                if (folder is not null && !_watchers.Any(watcher => WorktreeLayout.IsInside(folder, watcher.Path)))
                {
                    Watch(folder);
                }
            }
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            Dispose();
            throw new WorkspaceException($"'{workspace.Root}' cannot be watched: {e.Message} On Linux, fs.inotify.max_user_watches bounds how many folders can be.", e);
        }
    }

    public IAsyncEnumerable<WorkspaceChange> ReadAllAsync(CancellationToken cancellationToken) => _changes.Reader.ReadAllAsync(cancellationToken);

    public void Dispose()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Dispose();
        }

        _quiet.Dispose();
        _changes.Writer.TryComplete();
    }

    /// <summary>Counts as a change of a path.</summary>
    internal void Notice(string path)
    {
        lock (_entering)
        {
            if (GitFolderOf(path) is { } folder)
            {
                if (!IsState(Path.GetRelativePath(folder, path).Replace('\\', '/')))
                {
                    return;
                }

                _isGitStateChanged = true;
            }
            else if (_paths.Count >= WorkspaceChange.MaxPaths)
            {
                _isIncomplete = true;
            }
            else
            {
                _paths.Add(Path.GetRelativePath(_workspace.Root, path).Replace(Path.DirectorySeparatorChar, '/'));
            }

            Wait();
        }
    }

    // Objects, logs and lock files come with what is told anyway; what we keep of worktrees is ours.
    private static bool IsState(string path) =>
        !path.EndsWith(".lock", StringComparison.Ordinal)
        && (path is "HEAD" or "index" or "packed-refs" or "MERGE_HEAD" || path.StartsWith("refs/", StringComparison.Ordinal) || path.StartsWith("rebase-", StringComparison.Ordinal) || path.StartsWith("reftable/", StringComparison.Ordinal)
            || (path.StartsWith("worktrees/", StringComparison.Ordinal) && path.Count('/') == 1));

    private string? GitFolderOf(string path) =>
        _workspace.Repository is { } repository
            ? WorktreeLayout.IsInside(path, repository.GitDirectory) ? repository.GitDirectory : WorktreeLayout.IsInside(path, repository.CommonDirectory) ? repository.CommonDirectory : null
            : null;

    // Later with each change, but not for ever.
    private void Wait()
    {
        _firstChange ??= _clock.GetTimestamp();
        var left = _options.MaxWatchDelay - _clock.GetElapsedTime(_firstChange.Value);
        _quiet.Change(left < TimeSpan.Zero ? TimeSpan.Zero : left < _options.WatchDelay ? left : _options.WatchDelay, Timeout.InfiniteTimeSpan);
    }

    private void Tell()
    {
        lock (_entering)
        {
            if (_firstChange is null)
            {
                return;
            }

            // Who has not taken the last change yet gets this one together with what comes until then.
            if (!_changes.Writer.TryWrite(new() { Paths = [.. _paths], IsIncomplete = _isIncomplete, IsGitStateChanged = _isGitStateChanged }))
            {
                _quiet.Change(_options.WatchDelay, Timeout.InfiniteTimeSpan);
                return;
            }

            (_paths, _isIncomplete, _isGitStateChanged, _firstChange) = (new(StringComparer.Ordinal), false, false, null);
        }
    }

    private void Watch(string folder)
    {
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, InternalBufferSize = 64 * 1024, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size };
        _watchers.Add(watcher);
        watcher.Changed += (_, change) => Notice(change.FullPath);
        watcher.Created += (_, change) => Notice(change.FullPath);
        watcher.Deleted += (_, change) => Notice(change.FullPath);
        watcher.Renamed += (_, change) =>
        {
            Notice(change.OldFullPath);
            Notice(change.FullPath);
        };
        watcher.Error += (_, _) => Miss();
        watcher.EnableRaisingEvents = true;
    }

    private void Miss()
    {
        lock (_entering)
        {
            _isIncomplete = _isGitStateChanged = true;
            Wait();
        }
    }
}
