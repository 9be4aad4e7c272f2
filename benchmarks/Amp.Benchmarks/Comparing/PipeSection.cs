using System.Diagnostics;
using Amp.Benchmarks.Children;
using Amp.Benchmarks.Corpora;
using Amp.Benchmarks.Reading;
using static Amp.Benchmarks.Comparing.TextTable;

namespace Amp.Benchmarks.Comparing;

/// <summary>From the pipe of a child process: <c>cat</c> of the corpus, several times over, so that the start of the process does not count.</summary>
internal static class PipeSection
{
    public const string Name = "pipe";

    private const int Repetitions = 4;

    private static readonly string[] Methods = [ReadMethods.Raw, ReadMethods.Frames, ReadMethods.Typed, ReadMethods.DaeStream];

    public static async Task RunAsync(CompareRun run)
    {
        Console.WriteLine("## From a child process's pipe, MB/s");
        var table = new TextTable(["corpus", .. Methods, .. Methods.Where(static m => m != ReadMethods.Raw).Select(static m => m + " × raw-read")]);
        foreach (var corpus in run.Corpora.Where(static c => !c.Name.StartsWith("recordings", StringComparison.Ordinal)))
        {
            var times = Methods.ToDictionary(static m => m, static _ => new List<double>());
            var rounds = run.Options.IsQuick ? 2 : 5;
            for (var round = -1; round < rounds; round++)
            {
                for (var i = 0; i < Methods.Length; i++)
                {
                    var method = Methods[(i + round + 1) % Methods.Length];
                    var milliseconds = await PassAsync(method, corpus);
                    if (round >= 0)
                    {
                        times[method].Add(milliseconds);
                    }
                }
            }

            foreach (var (method, baseline) in Methods.SelectMany(m => Methods.Select(b => (m, b))))
            {
                run.PipeSpeedups[(corpus.Name, method, baseline)] = Samples.Speedup(times[method], times[baseline]);
            }

            table.Add([
                corpus.Name,
                .. Methods.Select(m => Figure(corpus.Megabytes * Repetitions * 1000 / Samples.Median(times[m]))),
                .. Methods.Where(static m => m != ReadMethods.Raw).Select(m => Figure(run.PipeSpeedups[(corpus.Name, m, ReadMethods.Raw)])),
            ]);
        }

        table.Print();
    }

    private static async Task<double> PassAsync(string method, Corpus corpus)
    {
        GC.Collect();
        using var cat = Self.Start(["cat", .. Enumerable.Repeat(corpus.Path, Repetitions)]);
        var start = Stopwatch.GetTimestamp();
        await ReadMethods.Create(method).ReadAsync(cat.StandardOutput.BaseStream);
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await cat.WaitForExitAsync();
        return time;
    }
}
