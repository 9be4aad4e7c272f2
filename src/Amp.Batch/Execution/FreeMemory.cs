using System.Globalization;

namespace Amp.Batch.Execution;

/// <summary>How much memory further runs may take.</summary>
internal static class FreeMemory
{
    private const string Limit = "/sys/fs/cgroup/memory.max";
    private const string Use = "/sys/fs/cgroup/memory.current";

    /// <summary>In bytes: what the system says, and on Linux what the container still allows.</summary>
    public static long Find()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                var line = File.ReadLines("/proc/meminfo").First(static text => text.StartsWith("MemAvailable:", StringComparison.Ordinal));
                var free = long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
                return File.Exists(Limit) && long.TryParse(File.ReadAllText(Limit), CultureInfo.InvariantCulture, out var limit)
                    ? Math.Min(free, limit - long.Parse(File.ReadAllText(Use), CultureInfo.InvariantCulture))
                    : free;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException)
        {
            // A system without these files: the runtime knows a little.
        }

        var info = GC.GetGCMemoryInfo();
        return info.TotalAvailableMemoryBytes == 0 ? long.MaxValue : info.TotalAvailableMemoryBytes - info.MemoryLoadBytes;
    }
}
