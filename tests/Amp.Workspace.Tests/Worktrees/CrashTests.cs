using System.Diagnostics;
using System.Globalization;
using Amp.Testing;
using Amp.Workspace.Tests.Processes;
using Amp.Workspace.Worktrees;

namespace Amp.Workspace.Tests.Worktrees;

/// <summary>A process that works on worktrees is ended by <c>kill -9</c> at every step, or works beside another.</summary>
public sealed class CrashTests
{
    private const int Limit = 120_000;

    // Writes down its own number, and that of a child in a session of its own that does not end when asked. Both would go on for ten minutes, the first until it is asked to end.
    private const string SlowScript =
        """
        cd "$(dirname "$0")"
        setsid sh -c 'trap "" HUP INT TERM; echo $$ > child.new && mv child.new child; for i in $(seq 600); do sleep 1; done' &
        trap 'echo > asked; exit 1' TERM
        echo $$ > command.new && mv command.new command
        sleep 600 & wait
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<string> StepsOfCreation => ["create.locked", "create.noted", "create.added", "create.registered", "create.filled", "create.included", "create.set-up"];

    public static TheoryData<string> StepsOfRemoval => ["remove.noted", "remove.moved", "remove.salvaged", "remove.decided", "delete.files", "delete.state", "delete.branch", "delete.forgotten"];

    [Theory(Timeout = Limit)]
    [MemberData(nameof(StepsOfCreation))]
    public async Task Killed_while_it_makes_one_nothing_of_it_is_left(string step)
    {
        await using var lab = await Lab.CreateAsync();
        var untouched = await lab.Worktrees.CreateAsync();
        File.WriteAllText(Path.Combine(untouched.Path, "mine.txt"), "mine\n");

        var worker = await Worker.StartAsync(lab.Repository.Path, lab.BaseDirectory, step, "create", "topic");

        Assert.Equal(137, worker.ExitCode);
        await lab.Worktrees.ReapAsync();
        Assert.Equal([lab.Repository.Path, untouched.Path], (await lab.Worktrees.ListAsync()).Select(worktree => worktree.Path));
        Assert.Equal("", await lab.Repository.GitAsync("branch", "--list", "topic"));
        AssertNothingIsLeftOver(lab, worktrees: 1);
        Assert.Equal("mine\n", File.ReadAllText(Path.Combine(untouched.Path, "mine.txt")));
        // What a setup command had written is kept: whose it was cannot be known any more.
        Assert.Equal(step == "create.set-up" ? 1 : 0, (await lab.Worktrees.Salvages.ListAsync()).Count);
        Assert.Equal(0, (await Worker.StartAsync(lab.Repository.Path, lab.BaseDirectory, "-", "create", "topic")).ExitCode);
    }

    [Theory(Timeout = Limit)]
    [InlineData("a setup command")]
    [InlineData("a setup command and a run of Amp.Client")]
    [InlineData("a filter of the checkout")]
    public async Task Killed_while_others_work_for_it_they_die_too_and_the_worktree_is_taken_back(string work)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // elsewhere a job object does it, or nothing: see docs/workspace.md
        }

        await using var lab = await Lab.CreateAsync();
        await using var fake = FakeAmp.Playing(AmpScript.New.Says("Working on it.").SpawnsChild(ignoringSignals: true, inOwnSession: true).IgnoresSignals().Hangs());
        var (withRun, withFilter) = (work.EndsWith("Amp.Client", StringComparison.Ordinal), work.EndsWith("checkout", StringComparison.Ordinal));
        var notes = Directory.CreateDirectory(Path.Combine(lab.Repository.Surroundings, "notes")).FullName;
        var script = Path.Combine(notes, "slow");
        await Scripts.WriteAsync(script, SlowScript);
        if (withFilter)
        {
            await lab.Repository.CommitAsync("Slow", (".gitattributes", "*.slow filter=slow\n"), ("a.slow", "slow\n"));
            await lab.Repository.GitAsync("config", "filter.slow.smudge", $"'{script}'");
        }

        string[] verb = withFilter ? ["create", "topic"] : withRun ? ["create-slowly", "topic", script, fake.Path] : ["create-slowly", "topic", script];
        using var host = Worker.Begin([lab.Repository.Path, lab.BaseDirectory, "-", .. verb]);
        List<int> started = [];
        var half = "";
        try
        {
            await WaitAsync(() => File.Exists(Path.Combine(notes, "command")) && File.Exists(Path.Combine(notes, "child")) && (!withRun || fake.LiveProcesses.Count >= 2), "all to be at work");
            started.AddRange(new[] { "command", "child" }.Select(name => int.Parse(File.ReadAllText(Path.Combine(notes, name)), CultureInfo.InvariantCulture)));
            half = Directory.EnumerateDirectories(lab.Worktrees.Folder).Single(folder => Path.GetFileName(folder) != ".trash");
            Assert.All(started, id => Assert.True(IsAlive(id)));
            Assert.NotNull(ProcessUse.FindOther(half, Path.GetFileName(half)));
            File.WriteAllText(Path.Combine(half, "half.txt"), "half\n");

            host.Kill(entireProcessTree: false);

            await WaitAsync(() => !started.Exists(IsAlive) && ProcessUse.FindOther(half, Path.GetFileName(half)) is null && fake.LiveProcesses.Count == 0, "what the host had started to end");
        }
        finally
        {
            host.Kill(entireProcessTree: true);
            if (half.Length > 0)
            {
                ProcessUse.KillMarked(Path.GetFileName(half));
            }
        }

        Assert.True(File.Exists(Path.Combine(notes, "asked")));

        // Whoever cleans up would have to run the filter again.
        await lab.Repository.GitAsync("config", "filter.slow.smudge", "cat");
        await lab.Worktrees.ReapAsync();
        Assert.Equal(lab.Repository.Path, Assert.Single(await lab.Worktrees.ListAsync()).Path);
        Assert.Equal("", await lab.Repository.GitAsync("branch", "--list", "topic"));
        Assert.Equal("half", await lab.Repository.GitAsync("show", $"{Assert.Single(await lab.Worktrees.Salvages.ListAsync()).Sha}:half.txt"));
        AssertNothingIsLeftOver(lab, worktrees: 0);
    }

    [Fact(Timeout = Limit)]
    public async Task Killed_when_one_is_ready_it_stays_and_can_be_taken_up_again()
    {
        await using var lab = await Lab.CreateAsync();

        Assert.Equal(137, (await Worker.StartAsync(lab.Repository.Path, lab.BaseDirectory, "create.ready", "create", "topic")).ExitCode);

        var left = (await lab.Worktrees.ListAsync()).Single(worktree => worktree.IsOurs);
        Assert.True(left.IsOwnerGone);
        var resumed = await lab.Worktrees.ResumeAsync(left.Id!);
        Assert.Equal(WorktreeResumption.AsItWas, resumed.How);
        Assert.Equal(Environment.ProcessId, (await lab.FindAsync(left.Path)).Owner!.Pid);
        Assert.Equal("made\n", File.ReadAllText(Path.Combine(left.Path, "made.txt")));
        AssertNothingIsLeftOver(lab, worktrees: 1);
    }

    [Theory(Timeout = Limit)]
    [MemberData(nameof(StepsOfRemoval))]
    public async Task Killed_while_it_removes_one_every_byte_is_still_there(string step)
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync(new() { NewBranch = "topic" });
        File.WriteAllText(Path.Combine(made.Path, "committed.txt"), "committed\n");
        await lab.Repository.GitInAsync(made.Path, "add", ".");
        await lab.Repository.GitInAsync(made.Path, "commit", "--quiet", "-m", "Work");
        File.WriteAllText(Path.Combine(made.Path, "untracked.txt"), "untracked\n");

        Assert.Equal(137, (await Worker.StartAsync(lab.Repository.Path, lab.BaseDirectory, step, "remove", made.Id!)).ExitCode);
        await lab.Worktrees.ReapAsync();

        if (Directory.Exists(made.Path))
        {
            Assert.Equal("untracked\n", File.ReadAllText(Path.Combine(made.Path, "untracked.txt")));
            Assert.Equal("topic", await lab.Repository.GitInAsync(made.Path, "branch", "--show-current"));
            Assert.True((await lab.FindAsync(made.Path)).IsOurs);
            await lab.Worktrees.RemoveAsync(made.Id!, WorktreeRemovePolicy.Salvaging with { DeleteBranch = true });
        }

        var salvage = (await lab.Worktrees.Salvages.ListAsync())[^1];
        Assert.Equal("untracked", await lab.Repository.GitAsync("show", $"{salvage.Sha}:untracked.txt"));
        Assert.Equal("committed", await lab.Repository.GitAsync("show", $"{salvage.Sha}:committed.txt"));
        Assert.Equal("", await lab.Repository.GitAsync("branch", "--list", "topic"));
        Assert.Single(await lab.Worktrees.ListAsync());
        AssertNothingIsLeftOver(lab, worktrees: 0);
    }

    [Fact(Timeout = Limit)]
    public async Task Two_processes_that_make_and_remove_at_once_do_not_meet()
    {
        await using var lab = await Lab.CreateAsync();
        const int Rounds = 4;

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Worker.StartAsync(lab.Repository.Path, lab.BaseDirectory, "-", "churn", $"{Rounds}")));

        Assert.Single(await lab.Worktrees.ListAsync());
        Assert.Equal("main", await lab.Repository.GitAsync("branch", "--format=%(refname:short)"));
        Assert.Equal(2 * Rounds, (await lab.Worktrees.Salvages.ListAsync()).Count);
        AssertNothingIsLeftOver(lab, worktrees: 0);
    }

    // What has ended and is not yet waited for does nothing any more.
    private static bool IsAlive(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task WaitAsync(Func<bool> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"Waited {Patience.TotalSeconds} s for {what}.");
            await Task.Delay(50);
        }
    }

    private static void AssertNothingIsLeftOver(Lab lab, int worktrees)
    {
        Assert.Equal(worktrees, Directory.EnumerateDirectories(lab.Worktrees.Folder).Count(folder => Path.GetFileName(folder) != ".trash"));
        Assert.Empty(Directory.Exists(Path.Combine(lab.Worktrees.Folder, ".trash")) ? Directory.EnumerateFileSystemEntries(Path.Combine(lab.Worktrees.Folder, ".trash")) : []);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(lab.Repository.Path, ".git", "amp", "pending")));
        var state = Path.Combine(lab.Repository.Path, ".git", "worktrees");
        Assert.Equal(worktrees, Directory.Exists(state) ? Directory.EnumerateDirectories(state).Count() : 0);
    }
}
