using System.Globalization;
using Amp.Benchmarks.Children;
using Amp.Benchmarks.Comparing;

namespace Amp.Benchmarks.Threads;

/// <summary>The verb <c>threads</c>: lists 10,000 threads and reads one of 100 MB, beside <c>JsonDocument</c> and Node's <c>JSON.parse</c>, each pass in a process of its own.</summary>
internal static class ThreadsCommand
{
    public const string Verb = "threads";
    public const string Usage = "threads [--quick] [DIR]";

    private const string NodeList = "list, Node's JSON.parse";
    private const string NodeRead = "read, Node's JSON.parse";

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var isQuick = arguments.Contains("--quick");
        var folder = arguments.FirstOrDefault(static argument => !argument.StartsWith('-')) ?? Path.Combine(Repository.Root, "artifacts", "threads");
        var (many, one, warmMany, warmOne) = (Path.Combine(folder, "many"), Path.Combine(folder, "one"), Path.Combine(folder, "warm-many"), Path.Combine(folder, "warm-one"));
        ThreadCorpus.WriteMany(many, isQuick ? 1000 : 10_000);
        ThreadCorpus.WriteOne(one, isQuick ? 10_000_000 : 100_000_000);
        ThreadCorpus.WriteMany(warmMany, 20);
        ThreadCorpus.WriteOne(warmOne, 500_000);

        var node = await NodePrograms.FindVersionAsync();
        Console.WriteLine(Machine.Describe(node) + Environment.NewLine);
        var files = new DirectoryInfo(many).GetFiles();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## {files.Length:N0} threads of {files.Sum(static file => file.Length) / 1e6:N0} MB together"));
        await RaceAsync([.. ThreadsChild.Listing, .. node is null ? (string[])[] : [NodeList]], warmMany, many, isQuick ? 1 : 5);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## One thread of {new DirectoryInfo(one).GetFiles().Single().Length / 1e6:N0} MB"));
        await RaceAsync([.. ThreadsChild.Reading, .. node is null ? (string[])[] : [NodeRead]], warmOne, one, isQuick ? 1 : 5);
        return 0;
    }

    // Round by round, so that a busy moment of the machine falls on all of them.
    private static async Task RaceAsync(string[] methods, string warm, string folder, int rounds)
    {
        var times = methods.ToDictionary(static method => method, static _ => new List<double>());
        var peaks = methods.ToDictionary(static method => method, static _ => new List<double>());
        var counts = new HashSet<string>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var method in methods)
            {
                var output = await Self.RunAsync(method is NodeList or NodeRead
                    ? NodePrograms.Command("threads.mjs", method is NodeList ? "list" : "read", folder)
                    : Self.Command(ThreadsChild.Verb, method, warm, folder));
                var figures = output.Split(' ');
                times[method].Add(double.Parse(figures[0], CultureInfo.InvariantCulture));
                peaks[method].Add(double.Parse(figures[1], CultureInfo.InvariantCulture));
                counts.Add(figures[2]);
            }
        }

        if (counts.Count != 1)
        {
            throw new InvalidOperationException($"The methods counted differently: {string.Join(", ", counts)}.");
        }

        var table = new TextTable("method", "ms", "time / first", "peak, MB");
        foreach (var method in methods)
        {
            table.Add(method, TextTable.Figure(Samples.Median(times[method])), TextTable.Figure(Samples.Share(times[method], times[methods[0]])), TextTable.Figure(Samples.Median(peaks[method])));
        }

        table.Print();
    }
}
