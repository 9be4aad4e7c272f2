using System.Diagnostics;
using System.Globalization;
using Amp.Benchmarks.Reading;

namespace Amp.Benchmarks.Children;

/// <summary>The verb <c>longline METHOD MB</c>: reads one line in 4 KB chunks and prints the milliseconds and the peak of memory that it took.</summary>
/// <remarks>
/// The line is made as it is read, so no memory is the input's. A line of 2 MB is read first: the time is that of the work,
/// not of the JIT.
/// </remarks>
internal static class LongLineChild
{
    public const string Verb = "longline";

    public static async Task<int> RunAsync(string method, int megabytes)
    {
        for (var i = 0; i < 5; i++)
        {
            await ReadMethods.Create(method).ReadAsync(new LongLineStream(2_000_000));
        }

        GC.Collect();
        var before = Resident("VmRSS");
        var start = Stopwatch.GetTimestamp();
        var tally = await ReadMethods.Create(method).ReadAsync(new LongLineStream(megabytes * 1_000_000L));
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (tally.Messages != 1)
        {
            await Console.Error.WriteLineAsync($"{method} read {tally.Messages} messages of the long line.");
            return 1;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time} {(Resident("VmHWM") - before) / 1e6}"));
        return 0;
    }

    /// <summary>A figure of Linux about this process, in bytes. Zero on other systems.</summary>
    private static long Resident(string name) => !OperatingSystem.IsLinux() ? 0 : File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(static line => 1024 * long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
