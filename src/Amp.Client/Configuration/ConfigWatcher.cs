namespace Amp.Client.Configuration;

/// <summary>Says when a file has changed and been left alone for a while, so that many changes at once are one.</summary>
internal sealed class ConfigWatcher : IDisposable
{
    private readonly TimeSpan _delay;
    private readonly ITimer _quiet;
    private readonly FileSystemWatcher? _watcher;

    /// <param name="path">The file. Its folder is made if it is missing.</param>
    /// <param name="delay">How long it must have been left alone.</param>
    /// <param name="clock">What measures that.</param>
    /// <param name="changed">What to call then; on a thread of the clock's, and never twice at once for one change.</param>
    public ConfigWatcher(string path, TimeSpan delay, TimeProvider clock, Action changed)
    {
        _delay = delay;
        _quiet = clock.CreateTimer(static changed => ((Action)changed!)(), changed, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            PrivateFile.EnsureFolder(path);
            _watcher = new(Path.GetDirectoryName(path)!, Path.GetFileName(path)) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
            _watcher.Changed += (_, _) => Notice();
            _watcher.Created += (_, _) => Notice();
            _watcher.Deleted += (_, _) => Notice();
            _watcher.Renamed += (_, _) => Notice();
            _watcher.Error += (_, _) => Notice();   // changes may have been missed
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system watches no more files, or the folder is not ours: then only changes of this process are noticed.
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    /// <summary>Counts as a change.</summary>
    public void Notice() => _quiet.Change(_delay, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _watcher?.Dispose();
        _quiet.Dispose();
    }
}
