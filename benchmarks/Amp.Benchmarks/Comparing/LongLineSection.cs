using System.Globalization;
using Amp.Benchmarks.Children;
using Amp.Benchmarks.Reading;
using static Amp.Benchmarks.Comparing.TextTable;

namespace Amp.Benchmarks.Comparing;

/// <summary>One line of 50 and of 100 MB in 4 KB chunks, each in a process of its own, so that its peak of memory is its own.</summary>
internal static class LongLineSection
{
    public const string Name = "longline";

    private const int Full = LongLineResult.FullMegabytes;
    private const int Half = Full / 2;

    public static async Task RunAsync(CompareRun run)
    {
        Console.WriteLine("## One long line in 4 KB chunks");
        var table = new TextTable("method", "50 MB, ms", "100 MB, ms", "time(100)/time(50)", "peak at 100 MB, MB", "peak / line");
        string[] methods = [ReadMethods.Frames, ReadMethods.Typed, ReadMethods.DaeStream];
        foreach (var method in methods)
        {
            var half = new List<double>();
            var full = new List<double>();
            var peaks = new List<double>();
            for (var round = 0; round < (run.Options.IsQuick ? 1 : 5); round++)
            {
                half.Add((await PassAsync(method, Half)).Milliseconds);
                var (milliseconds, peak) = await PassAsync(method, Full);
                full.Add(milliseconds);
                peaks.Add(peak);
            }

            var result = new LongLineResult(Samples.Median(half), Samples.Median(full), Samples.Share(full, half), Samples.Median(peaks));
            run.LongLines[method] = result;
            table.Add(method, Figure(result.HalfMilliseconds), Figure(result.FullMilliseconds), Figure(result.Growth), Figure(result.PeakMegabytes), Figure(result.PeakOfLine));
        }

        table.Print();
    }

    private static async Task<(double Milliseconds, double Peak)> PassAsync(string method, int megabytes)
    {
        var output = await Self.RunAsync(Self.Command(LongLineChild.Verb, method, megabytes.ToString(CultureInfo.InvariantCulture)));
        var figures = output.Split(' ').Select(static f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return (figures[0], figures[1]);
    }
}
