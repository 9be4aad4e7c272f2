using Amp.Benchmarks.Reading;

namespace Amp.Benchmarks.Comparing;

/// <summary>What the reader must reach, against what was measured. A goal for every corpus is judged by the worst.</summary>
internal static class TargetSection
{
    public static void Print(CompareRun run)
    {
        Console.WriteLine($"## What it must reach ({Machine.Vectors})");
        var table = new TextTable("", "measured (worst)", "at least", "aim");
        foreach (var target in Targets(run))
        {
            table.Add(target.Row);
        }

        table.Print();
    }

    private static IEnumerable<Target> Targets(CompareRun run)
    {
        const string Frames = ReadMethods.Frames, Typed = ReadMethods.Typed, TypedInput = ReadMethods.TypedInput;
        var typedFloor = Machine.HasAvx512 ? 2.3 : 1.8;
        yield return Worst("frames × dae-stream", run, Frames, static r => r.RatioToDae, 7, 10);
        yield return Worst("typed × dae-stream", run, Typed, static r => r.RatioToDae, typedFloor, 3.5);
        yield return Worst("typed+input × dae-stream", run, TypedInput, static r => r.RatioToDae, typedFloor, 3.5);
        yield return Worst("frames × Node readline", run, Frames, static r => r.RatioToNode, 15, 20);
        yield return Worst("typed × Node readline", run, Typed, static r => r.RatioToNode, 5, 8);
        yield return Worst("frames, bytes allocated per message", run, Frames, static r => r.BytesPerMsg, 16, null, isLowerBetter: true);
        var steady = run.SteadyAllocations.Values.DefaultIfEmpty(double.NaN).Max();
        yield return new("frames, the same of a warm reader", Math.Round(steady, 2), null, 0, IsLowerBetter: true);
        yield return Worst("typed, allocation of dae-stream's", run, Typed, static r => r.AllocationToDae, 1.05, 0.9, isLowerBetter: true);
        yield return Worst("typed+input, allocation of dae-stream's", run, TypedInput, static r => r.AllocationToDae, 1.05, 0.9, isLowerBetter: true);
        foreach (var method in (string[])[Frames, Typed])
        {
            var line = run.LongLines.GetValueOrDefault(method, LongLineResult.None);
            yield return new($"{method}, long line, time(100 MB)/time(50 MB)", line.Growth, 2.3, null, IsLowerBetter: true);
            yield return new($"{method}, long line, peak memory / line", line.PeakOfLine, null, method == Frames ? 2.5 : null, IsLowerBetter: true);
        }

        foreach (var method in (string[])[Frames, Typed])
        {
            yield return new($"{method}, first 200 KB, of source-generated Deserialize", Share(run.ColdStarts, method, ReadMethods.ReadLine), 0.6, null, IsLowerBetter: true);
            yield return new($"{method}, first 200 KB, ms", Samples.Median(run.ColdStarts.GetValueOrDefault(method, [])), null, 10, IsLowerBetter: true);
        }

        yield return WorstPipe("frames × dae-stream from a pipe", run, ReadMethods.DaeStream, 3.5, null);
        yield return WorstPipe("frames × raw read loop from a pipe", run, ReadMethods.Raw, null, 0.8);
        yield return new("typed, latency of a small line, of ReadLineAsync's", Share(run.Latencies, Typed, ReadMethods.ReadLine), 1.2, null, IsLowerBetter: true);
        yield return new("typed, latency of a small line, of Node's", Share(run.Latencies, Typed, ReadMethods.Node), null, 1, IsLowerBetter: true);
    }

    private static Target Worst(string name, CompareRun run, string method, Func<ThroughputRow, double?> figure, double floor, double? aim, bool isLowerBetter = false)
    {
        var rows = run.Throughput.Where(r => r.Method == method && figure(r) is not null).ToList();
        var worst = isLowerBetter ? rows.MaxBy(figure) : rows.MinBy(figure);
        return new(name, worst is null ? double.NaN : figure(worst)!.Value, floor, aim, isLowerBetter, worst is null ? "" : $"({worst.Corpus})");
    }

    private static double Share(Dictionary<string, List<double>> rounds, string method, string baseline) =>
        Samples.Share(rounds.GetValueOrDefault(method, []), rounds.GetValueOrDefault(baseline, []));

    private static Target WorstPipe(string name, CompareRun run, string baseline, double? floor, double? aim)
    {
        var rows = run.PipeSpeedups.Where(s => s.Key.Method == ReadMethods.Frames && s.Key.Baseline == baseline).ToList();
        return rows.Count == 0
            ? new(name, double.NaN, floor, aim)
            : new(name, rows.Min(static s => s.Value), floor, aim, Where: $"({rows.MinBy(static s => s.Value).Key.Corpus})");
    }
}
