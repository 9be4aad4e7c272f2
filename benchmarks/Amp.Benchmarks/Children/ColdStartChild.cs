using System.Diagnostics;
using System.Globalization;
using Amp.Benchmarks.Reading;

namespace Amp.Benchmarks.Children;

/// <summary>The verb <c>cold METHOD FILE</c>: reads a file once and prints the milliseconds from just before the first use to the end of the pass.</summary>
internal static class ColdStartChild
{
    public const string Verb = "cold";

    public static async Task<int> RunAsync(string method, string path)
    {
        using var input = new MemoryStream(await File.ReadAllBytesAsync(path));
        var start = Stopwatch.GetTimestamp();
        await ReadMethods.Create(method).ReadAsync(input);
        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
