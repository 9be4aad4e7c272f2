using System.Diagnostics;

namespace Amp.Conformance.Tests.Installation;

/// <summary>A file that only one process has open at a time. The system frees it when that process ends, however it ends.</summary>
internal static class InstallLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task<FileStream> TakeAsync(string path, TimeSpan limit)
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Pause);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < limit)
            {
                await timer.WaitForNextTickAsync();
            }
            catch (IOException e)
            {
                throw new CliInstallationException($"Another process has been installing the CLIs for more than {limit} ('{path}'): {e.Message}");
            }
        }
    }
}
