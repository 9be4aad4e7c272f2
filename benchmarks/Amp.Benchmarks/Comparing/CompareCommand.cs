using System.Diagnostics;
using System.Text.Json;
using Amp.Benchmarks.Children;
using Amp.Benchmarks.Corpora;

namespace Amp.Benchmarks.Comparing;

/// <summary>The verb <c>compare</c>: ours beside the alternatives, in one process, in under three minutes.</summary>
internal static class CompareCommand
{
    public const string Verb = "compare";

    /// <summary>Runs the sections asked for.</summary>
    /// <returns>The exit code: 1 when methods that read the same found different things.</returns>
    public static async Task<int> RunAsync(CompareSettings options)
    {
        var start = Stopwatch.GetTimestamp();
        var node = await NodePrograms.FindVersionAsync();
        var run = new CompareRun(options, [.. Corpora(options)], hasNode: node is not null);
        Console.WriteLine(Machine.Describe(node));
        Console.WriteLine($"Medians over {options.Rounds} interleaved rounds; MB = 1,000,000 bytes; × = times as fast, the median of the ratios of each round.\n");

        (string Name, Func<CompareRun, Task> RunAsync)[] sections =
        [
            (ThroughputSection.Name, ThroughputSection.RunAsync),
            (PipeSection.Name, PipeSection.RunAsync),
            (LongLineSection.Name, LongLineSection.RunAsync),
            (ColdStartSection.Name, ColdStartSection.RunAsync),
            (LatencySection.Name, LatencySection.RunAsync),
        ];
        foreach (var section in sections.Where(s => options.Includes(s.Name)))
        {
            await section.RunAsync(run);
        }

        TargetSection.Print(run);
        if (run.Throughput.Count > 0)
        {
            await SaveAsync(run);
        }

        Console.WriteLine($"Took {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s.");
        foreach (var disagreement in run.Disagreements)
        {
            await Console.Error.WriteLineAsync("RESULTS DIFFER. " + disagreement);
        }

        return run.Disagreements.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<Corpus> Corpora(CompareSettings options)
    {
        if (options.CorpusFolder is { } folder)
        {
            return Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).Select(static path => Corpus.Load(Path.GetFileNameWithoutExtension(path), Path.GetFullPath(path)));
        }

        var generated = CorpusGenerator.Names.Select(name => CorpusStore.Get(name, options.Megabytes));
        return RecordingsCorpus.Load(options.RecordingsFolder, options.Megabytes) is { } recordings ? generated.Append(recordings) : generated;
    }

    private static async Task SaveAsync(CompareRun run)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(run.Options.OutputPath))!);
        await using var file = File.Create(run.Options.OutputPath);
        await JsonSerializer.SerializeAsync(file, [.. run.Throughput.Select(static r => r.Rounded())], CompareJson.Readable.ListThroughputRow);
        Console.WriteLine($"Rows written to {run.Options.OutputPath}");
    }
}
