using System.Diagnostics;
using Amp.Benchmarks.Children;
using Amp.Benchmarks.Corpora;
using Amp.Benchmarks.Reading;
using static Amp.Benchmarks.Comparing.TextTable;

namespace Amp.Benchmarks.Comparing;

/// <summary>Every method over every corpus, from memory, 64 KB at a time.</summary>
/// <remarks>
/// Rounds are interleaved: a round runs each method once, and the next round begins with another. What the machine does
/// meanwhile falls on all alike.
/// </remarks>
internal static class ThroughputSection
{
    public const string Name = "throughput";

    private const int WarmUpPasses = 4;

    public static async Task RunAsync(CompareRun run)
    {
        using var node = run.HasNode ? new NodeReadLine() : null;
        foreach (var corpus in run.Corpora)
        {
            var methods = ReadMethods.InProcess.Where(static m => m != ReadMethods.Frames || FramesMethod.IsAvailable).Select(ReadMethods.Create).ToArray();
            var runs = methods.Select(static m => new MethodRuns(m.Name, m.Depth)).ToList();
            var passes = methods.Zip(runs, (method, own) => new Func<Task>(() => PassAsync(method, corpus, own))).ToList();
            if (node is not null)
            {
                var own = new MethodRuns(ReadMethods.Node, TallyDepth.Text);
                runs.Add(own);
                passes.Add(() => PassAsync(node, corpus, own));
            }

            await WarmUpAsync(passes, runs);
            for (var round = 0; round < run.Options.Rounds; round++)
            {
                for (var i = 0; i < passes.Count; i++)
                {
                    await passes[(i + round) % passes.Count]();
                }
            }

            run.Disagreements.AddRange(Disagreements(corpus, runs));
            Report(run, corpus, runs);
        }
    }

    private static async Task WarmUpAsync(List<Func<Task>> passes, List<MethodRuns> runs)
    {
        for (var warmUp = 0; warmUp < WarmUpPasses; warmUp++)
        {
            foreach (var pass in passes)
            {
                await pass();
            }

            // The JIT compiles in the background, and waits for 100 ms without new methods before it does.
            await Task.Delay(200);
        }

        foreach (var own in runs)
        {
            own.Milliseconds.Clear();
            own.Allocated.Clear();
        }
    }

    private static async Task PassAsync(ReadMethod method, Corpus corpus, MethodRuns own)
    {
        if (own.Stopped is not null)
        {
            return;
        }

        // One method's garbage is not collected on another's time.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        try
        {
            own.Tally = await method.ReadAsync(new MemoryStream(corpus.Bytes));
        }
#pragma warning disable CA1031 // Whatever stops a method on somebody's corpus is a result: the row says so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            own.Stopped = e.GetType().Name;
            return;
        }

        own.Milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        own.Allocated.Add(GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    private static async Task PassAsync(NodeReadLine node, Corpus corpus, MethodRuns own)
    {
        if (own.Stopped is not null)
        {
            return;
        }

        try
        {
            (var time, own.Tally) = await node.ReadAsync(corpus.Path);
            own.Milliseconds.Add(time.TotalMilliseconds);
        }
        catch (InvalidDataException e)
        {
            own.Stopped = e.Message;
        }
    }

    private static IEnumerable<string> Disagreements(Corpus corpus, List<MethodRuns> runs)
    {
        var comparable = runs.Where(static r => r.Stopped is null && r.Depth is not TallyDepth.None).ToList();
        var reference = comparable.Find(static r => r is { Depth: TallyDepth.Text });
        return comparable.Where(r => reference is not null && Visible(r.Tally, r.Depth) != Visible(reference.Tally, r.Depth))
            .Select(r => $"{corpus.Name}: {r.Name} found {r.Tally}, {reference!.Name} found {reference.Tally}");
    }

    private static Tally Visible(Tally tally, TallyDepth depth) => depth is TallyDepth.Text ? tally : tally with { Characters = 0 };

    private static void Report(CompareRun run, Corpus corpus, List<MethodRuns> runs)
    {
        string[] baselines = [ReadMethods.DaeStream, ReadMethods.DaePipe, ReadMethods.ReadLine, ReadMethods.Tokenise, ReadMethods.Node];
        var messages = runs.Max(static r => r.Tally.Messages);
        Console.WriteLine($"## {corpus.Name}: {corpus.Megabytes:F1} MB, {messages:N0} messages, {corpus.Bytes.Length / Math.Max(1, messages):N0} bytes each");
        var table = new TextTable(["method", "MB/s", "messages/s", "B/message", .. baselines.Select(static b => "× " + b)]);
        var dae = runs.Find(static r => r.Name == ReadMethods.DaeStream);
        foreach (var own in runs)
        {
            if (own.Stopped is not null)
            {
                table.Add([own.Name, "stopped: " + own.Stopped, "-", "-", .. baselines.Select(static _ => "-")]);
                continue;
            }

            var row = Row(corpus, own, dae, messages) with { RatioToNode = own.SpeedupOver(runs.Find(static r => r.Name == ReadMethods.Node)) };
            run.Throughput.Add(row);
            table.Add([own.Name, Figure(row.MbPerS), Figure(row.MsgsPerS), Figure(row.BytesPerMsg), .. baselines.Select(b => Figure(own.SpeedupOver(runs.Find(r => r.Name == b))))]);
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
