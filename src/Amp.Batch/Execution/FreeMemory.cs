using System.Globalization;

namespace Amp.Batch.Execution;

/// <summary>How much memory further runs may take.</summary>
internal static class FreeMemory
{
    private const string Container = "/sys/fs/cgroup";

    /// <summary>In bytes: what the system says, and on Linux what the container still allows.</summary>
    public static long Find() => Find("/proc/meminfo", Container);

    /// <param name="system">Linux's own file.</param>
    /// <param name="container">The folder of the control group, version 2.</param>
    public static long Find(string system, string container)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                var line = File.ReadLines(system).First(static text => text.StartsWith("MemAvailable:", StringComparison.Ordinal));
                var free = Number(line) * 1024;
                var file = Path.Combine(container, "memory.max");
                return File.Exists(file) && long.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var limit) ? Math.Min(free, limit - UsedIn(container)) : free;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException)
        {
            // A system without these files: the runtime knows a little.
        }

        var info = GC.GetGCMemoryInfo();
        return info.TotalAvailableMemoryBytes == 0 ? long.MaxValue : info.TotalAvailableMemoryBytes - info.MemoryLoadBytes;
    }

    // What git and the agent read stays in the cache, counts as used, and is given back as soon as somebody needs it: without taking it off, every container is full after a while.
    private static long UsedIn(string container)
    {
        var cached = File.ReadLines(Path.Combine(container, "memory.stat")).FirstOrDefault(static text => text.StartsWith("inactive_file ", StringComparison.Ordinal));
        return long.Parse(File.ReadAllText(Path.Combine(container, "memory.current")), CultureInfo.InvariantCulture) - (cached is null ? 0 : Number(cached));
    }

    private static long Number(string line) => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
