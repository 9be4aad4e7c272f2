using Amp.Benchmarks.Children;
using Amp.Benchmarks.Corpora;
using Amp.Benchmarks.Reading;
using static Amp.Benchmarks.Comparing.TextTable;

namespace Amp.Benchmarks.Comparing;

/// <summary>Every method over every corpus, from memory, 64 KB at a time.</summary>
internal static class ThroughputSection
{
    public const string Name = "throughput";

    private const int WarmUpPasses = 4;

    public static async Task RunAsync(CompareRun run)
    {
        using var node = run.HasNode ? new NodeReadLine() : null;
        var races = run.Corpora.Select(corpus => new Race(corpus, node)).ToList();

        // All corpora first: no figure is taken before the JIT has seen everything.
        foreach (var race in races)
        {
            await race.WarmUpAsync(WarmUpPasses);
        }

        foreach (var race in races)
        {
            await race.RunAsync(run.Options.Rounds);
            run.Disagreements.AddRange(Disagreements(race.Corpus, race.Runs));
            Report(run, race.Corpus, race.Runs);
            await MeasureSteadyAllocationAsync(run, race.Corpus);
        }
    }

    private static async Task MeasureSteadyAllocationAsync(CompareRun run, Corpus corpus)
    {
        run.SteadyAllocations[corpus.Name] = await FramesMethod.SteadyAllocationAsync(corpus.Bytes);
        Console.WriteLine($"A warm frame reader allocates {Figure(run.SteadyAllocations[corpus.Name])} bytes a message.\n");
    }

    private static IEnumerable<string> Disagreements(Corpus corpus, IReadOnlyList<MethodRuns> runs)
    {
        var comparable = runs.Where(static r => r.Stopped is null && r.Depth is not TallyDepth.None).ToList();
        var reference = comparable.Find(static r => r is { Depth: TallyDepth.Text });
        return comparable.Where(r => reference is not null && Visible(r.Tally, r.Depth) != Visible(reference.Tally, r.Depth))
            .Select(r => $"{corpus.Name}: {r.Name} found {r.Tally}, {reference!.Name} found {reference.Tally}");
    }

    private static Tally Visible(Tally tally, TallyDepth depth) => depth is TallyDepth.Text ? tally : tally with { Characters = 0 };

    private static void Report(CompareRun run, Corpus corpus, IReadOnlyList<MethodRuns> runs)
    {
        string[] baselines = [ReadMethods.DaeStream, ReadMethods.DaePipe, ReadMethods.ReadLine, ReadMethods.Tokenise, ReadMethods.Node];
        var messages = runs.Max(static r => r.Tally.Messages);
        Console.WriteLine($"## {corpus.Name}: {corpus.Megabytes:F1} MB, {messages:N0} messages, {corpus.Bytes.Length / Math.Max(1, messages):N0} bytes each");
        var table = new TextTable(["method", "MB/s", "messages/s", "B/message", .. baselines.Select(static b => "× " + b)]);
        var dae = runs.FirstOrDefault(static r => r.Name == ReadMethods.DaeStream);
        foreach (var own in runs)
        {
            if (own.Stopped is not null)
            {
                table.Add([own.Name, "stopped: " + own.Stopped, "-", "-", .. baselines.Select(static _ => "-")]);
                continue;
            }

            var row = Row(corpus, own, dae, messages) with { RatioToNode = own.SpeedupOver(runs.FirstOrDefault(static r => r.Name == ReadMethods.Node)) };
            run.Throughput.Add(row);
            table.Add([own.Name, Figure(row.MbPerS), Figure(row.MsgsPerS), Figure(row.BytesPerMsg), .. baselines.Select(b => Figure(own.SpeedupOver(runs.FirstOrDefault(r => r.Name == b))))]);
        }

        table.Print();
    }

    private static ThroughputRow Row(Corpus corpus, MethodRuns own, MethodRuns? dae, long messages)
    {
        var seconds = Samples.Median(own.Milliseconds) / 1000;
        double? bytes = own.Allocated.Count > 0 ? Samples.Median(own.Allocated) / messages : null;
        return new(corpus.Name, own.Name, corpus.Megabytes / seconds, messages / seconds, bytes, own.SpeedupOver(dae))
        {
            AllocationToDae = dae is { Stopped: null } ? bytes * messages / Samples.Median(dae.Allocated) : null,
        };
    }
}
