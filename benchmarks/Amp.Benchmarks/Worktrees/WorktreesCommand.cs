using System.Diagnostics;
using System.Globalization;
using Amp.Benchmarks.Comparing;
using Amp.Testing;
using Amp.Workspace;

namespace Amp.Benchmarks.Worktrees;

/// <summary>The verb <c>worktrees</c>: making worktrees beside the bare <c>git worktree add</c>, turn by turn in one run, and sixteen at once.</summary>
internal static class WorktreesCommand
{
    public const string Verb = "worktrees";

    private const int AtOnce = 16;
    private const double MostOfBare = 1.15;

    /// <param name="args">How many files the large repository has (50,000), how many rounds on it (7).</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var files = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50_000;
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 7;
        var isReached = true;
        foreach (var (count, times) in (List<(int, int)>)[(100, rounds * 3), (5_000, rounds), (files, rounds)])
        {
            isReached &= await CompareAsync(count, times);
        }

        await MakeAtOnceAsync();
        return isReached ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(int files, int rounds)
    {
        await using var repository = await TestRepository.CreateAsync(new() { Files = files, FileBytes = 512 });
        var opened = await GitRepository.OpenAsync(repository.Path);
        var bare = new BareGit(repository.Path, Path.Combine(repository.Surroundings, "bare"));
        var plain = Manager(null);
        var parallel = Manager(0);
        string[] folders = ["folder-0000"];

        (string Name, Func<Task<string>> RunAsync)[] methods =
        [
            ("git worktree add --detach", bare.AddAsync),
            ("CreateAsync", async () => (await plain.CreateAsync()).Path),
            ("CreateAsync, CheckoutWorkers = 0", async () => (await parallel.CreateAsync()).Path),
            ("CreateAsync, one folder (sparse)", async () => (await plain.CreateAsync(new() { SparseFolders = folders })).Path),
            ("CreateAsync, lazy", async () => (await plain.CreateAsync(new() { Checkout = WorktreeCheckout.None })).Path),
        ];
        var times = methods.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < rounds; round++)
        {
            for (var i = 0; i < methods.Length; i++)
            {
                // Each is first as often as any other.
                var at = (i + Math.Max(round, 0)) % methods.Length;
                var start = Stopwatch.GetTimestamp();
                var path = await methods[at].RunAsync();
                if (round >= 0)
                {
                    times[at].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }

                bare.Remove(path);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nA worktree of {files:N0} files; medians of {rounds} interleaved rounds, in ms; × is the median of the ratios of each round.\n"));
        var table = new TextTable("", "median", "best", "× bare git");
        for (var i = 0; i < methods.Length; i++)
        {
            table.Add(methods[i].Name, TextTable.Figure(Samples.Median(times[i])), TextTable.Figure(times[i].Min()), TextTable.Figure(Samples.Share(times[i], times[0])));
        }

        table.Print();
        var ratio = Samples.Share(times[1], times[0]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Target: CreateAsync at most {MostOfBare} x git worktree add. Measured {ratio:F2}: {(ratio <= MostOfBare ? "reached" : "MISSED")}."));
        return ratio <= MostOfBare;

        WorktreeManager Manager(int? workers) => new(opened, new() { BaseDirectory = Path.Combine(repository.Surroundings, "ours"), CheckoutWorkers = workers });
    }

    private static async Task MakeAtOnceAsync()
    {
        await using var repository = await TestRepository.CreateAsync(new() { Files = 1_000, FileBytes = 512 });
        var worktrees = new WorktreeManager(await GitRepository.OpenAsync(repository.Path), new() { BaseDirectory = Path.Combine(repository.Surroundings, "ours") });
        var start = Stopwatch.GetTimestamp();
        var made = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(i => worktrees.CreateAsync(new() { NewBranch = $"branch-{i}" })));
        var took = Stopwatch.GetElapsedTime(start);
        var clean = (await worktrees.ListAsync()).Count(worktree => worktree is { IsOurs: true, State.IsClean: true });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{AtOnce} at once on a repository of 1,000 files, each with a branch: {made.Length} made, {clean} clean, in {took.TotalMilliseconds:F0} ms."));
    }
}
