namespace Amp.Client.Configuration;

/// <summary>Keeps other processes away while a file is read, changed and written. The system lets go of it when its holder dies.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <param name="path">The lock's own file. It stays: deleting it would let two in.</param>
    /// <param name="limit">How long to wait for another holder.</param>
    /// <param name="clock">What measures that.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">Another holder did not let go.</exception>
    public static async Task<FileLock> TakeAsync(string path, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new(Open(path));
            }
            catch (IOException) when (clock.GetElapsedTime(started) < limit && Directory.Exists(Path.GetDirectoryName(path)))
            {
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException e) when (Directory.Exists(Path.GetDirectoryName(path)))
            {
                throw new TimeoutException($"'{path}' was held by somebody else for {limit.TotalSeconds:0.##} s.", e);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    // Sharing nothing is a lock of the system on every platform: between processes, and between threads of one.
    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile.FileMode;
        }

        return new(path, options);
    }
}
