using System.Globalization;
using Amp.Benchmarks.Children;
using Amp.Benchmarks.Corpora;
using Amp.Benchmarks.Reading;
using static Amp.Benchmarks.Comparing.TextTable;

namespace Amp.Benchmarks.Comparing;

/// <summary>The first 200 KB of chat in a new process: what a session of a few hundred lines pays, the JIT included.</summary>
internal static class ColdStartSection
{
    public const string Name = "cold";

    private const int Bytes = 200_000;

    /// <summary>Writes what is read to a file.</summary>
    /// <returns>The file.</returns>
    public static string SaveBeginning()
    {
        var path = Path.Combine(CorpusStore.Folder, "chat-200k.jsonl");
        var corpus = CorpusStore.Get("chat", megabytes: 1);
        CorpusStore.Save(path, output => output.Write(corpus.Beginning(Bytes)));
        return path;
    }

    public static async Task RunAsync(CompareRun run)
    {
        var path = SaveBeginning();
        string[] methods = [ReadMethods.Frames, ReadMethods.Typed, ReadMethods.ReadLine, ReadMethods.DaeStream];
        var times = methods.ToDictionary(static m => m, static _ => new List<double>());
        for (var round = 0; round < (run.Options.IsQuick ? 3 : 7); round++)
        {
            for (var i = 0; i < methods.Length; i++)
            {
                var method = methods[(i + round) % methods.Length];
                var output = await Self.RunAsync(Self.Command(ColdStartChild.Verb, method, path));
                times[method].Add(double.Parse(output, CultureInfo.InvariantCulture));
            }
        }

        Console.WriteLine($"## Cold start: the first {Bytes / 1000} KB of chat in a new process");
        var table = new TextTable("method", "ms", "of readline-sg");
        foreach (var method in methods)
        {
            run.ColdStarts[method] = times[method];
            table.Add(method, Figure(Samples.Median(times[method])), Figure(Samples.Share(times[method], times[ReadMethods.ReadLine])));
        }

        table.Print();
    }
}
