using System.Collections.Concurrent;

namespace Amp.Workspace.Worktrees;

/// <summary>One at a time for a repository: among the threads of this process in the order of their coming, and among processes by a lock of the system on a file, which it lets go of when its holder dies.</summary>
internal sealed class RepositoryLock : IDisposable
{
    // The lock says who is next only within a process: others look again a little later, not all at once.
    private const int LeastPauseMs = 4;
    private const int MostPauseMs = 20;

    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Queues = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _queue;
    private readonly FileStream _file;

    private RepositoryLock(SemaphoreSlim queue, FileStream file) => (_queue, _file) = (queue, file);

    /// <exception cref="TimeoutException">Others did not let go in time.</exception>
    /// <exception cref="IOException">The file cannot be opened or made, for another reason than that others hold it.</exception>
    public static async Task<RepositoryLock> TakeAsync(string path, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var queue = Queues.GetOrAdd(path, static _ => new(1, 1));
        if (!await queue.WaitAsync(limit, cancellationToken).ConfigureAwait(false))
        {
            throw Late(path, limit, null);
        }

        try
        {
            while (true)
            {
                try
                {
                    return new(queue, Open(path));
                }
                catch (IOException e) when (IsHeldByOthers(e))
                {
                    if (clock.GetElapsedTime(started) >= limit)
                    {
                        throw Late(path, limit, e);
                    }
                }

                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(LeastPauseMs, MostPauseMs)), clock, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            queue.Release();
            throw;
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _queue.Release();
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; EWOULDBLOCK, whose number differs. A full disk or a folder that is gone does not get better by waiting.
    private static bool IsHeldByOthers(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult == (OperatingSystem.IsLinux() ? 11 : 35);

    private static FileStream Open(string path)
    {
        var options = AtomicFile.Options(FileMode.OpenOrCreate);
        options.Share = FileShare.None;
        return new(path, options);
    }

    private static TimeoutException Late(string path, TimeSpan limit, Exception? cause) =>
        new($"Other processes worked on the worktrees of this repository for {limit.TotalSeconds:0.##} s without a pause ('{path}'). Try again, or raise {nameof(WorktreeOptions)}.{nameof(WorktreeOptions.LockTimeout)}.", cause);
}
