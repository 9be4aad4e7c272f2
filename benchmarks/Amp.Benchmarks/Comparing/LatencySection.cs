using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Amp.Benchmarks.Children;
using Amp.Benchmarks.Reading;
using Amp.Benchmarks.Reading.SystemTextJson;
using Amp.Streaming;
using static Amp.Benchmarks.Comparing.TextTable;

namespace Amp.Benchmarks.Comparing;

/// <summary>From a child's write of a small line to its message, in microseconds.</summary>
internal static class LatencySection
{
    public const string Name = "latency";

    private const int Lines = 600;

    /// <summary>The first lines fall into the start of the child and are left out.</summary>
    private const int WarmUpLines = 100;

    private static readonly IReadOnlyList<string> Emitter = Self.Command(EmitChild.Verb, Lines.ToString(CultureInfo.InvariantCulture));

    public static async Task RunAsync(CompareRun run)
    {
        Console.WriteLine("## Latency of a line of 0.8 KB, lines 1 ms apart");
        var consumers = new Dictionary<string, Func<Task<List<double>>>>
        {
            [ReadMethods.Typed] = TypedAsync,
            [ReadMethods.ReadLine] = ReadLineAsync,
        };
        if (run.HasNode)
        {
            consumers[ReadMethods.Node] = NodeAsync;
        }

        var samples = consumers.Keys.ToDictionary(static name => name, static _ => new List<List<double>>());
        for (var round = 0; round < (run.Options.IsQuick ? 2 : 5); round++)
        {
            foreach (var (name, consume) in consumers.Skip(round % consumers.Count).Concat(consumers.Take(round % consumers.Count)))
            {
                samples[name].Add([.. (await consume()).Skip(WarmUpLines)]);
            }
        }

        var table = new TextTable("method", "p50, µs", "lowest and highest p50 of a round", "p90, µs");
        foreach (var (name, rounds) in samples)
        {
            var medians = rounds.Select(Samples.Median).ToList();
            run.Latencies[name] = medians;
            var p90 = Samples.Median(rounds.Select(static r => r.Order().ElementAt(r.Count * 9 / 10)));
            table.Add(name, Figure(Samples.Median(medians)), $"{Figure(medians.Min())} - {Figure(medians.Max())}", Figure(p90));
        }

        table.Print();
    }

    private static async Task<List<double>> TypedAsync()
    {
        var latencies = new List<double>(Lines);
        using var child = Self.Start(Emitter);
        await using var reader = new AmpStreamReader(child.StandardOutput.BaseStream);
        while (await reader.ReadAsync())
        {
            var text = ((TextBlock)((UserMessage)reader.Current.Message!).Content[0]).Text;
            latencies.Add(MicrosecondsSince(text));
        }

        return latencies;
    }

    private static async Task<List<double>> ReadLineAsync()
    {
        var latencies = new List<double>(Lines);
        using var child = Self.Start(Emitter);
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            var message = (JsonUserMessage)JsonSerializer.Deserialize(line, JsonModel.Default.JsonMessage)!;
            latencies.Add(MicrosecondsSince(((JsonTextBlock)message.Message!.Content![0]).Text!));
        }

        return latencies;
    }

    private static async Task<List<double>> NodeAsync()
    {
        var output = await Self.RunAsync(NodePrograms.Command("latency.mjs", Emitter));
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.EnumerateArray().Select(static n => n.GetDouble() / 1000)];
    }

    private static double MicrosecondsSince(string text) =>
        Stopwatch.GetElapsedTime(long.Parse(text.AsSpan(0, EmitChild.StampLength), CultureInfo.InvariantCulture)).TotalMicroseconds;
}
