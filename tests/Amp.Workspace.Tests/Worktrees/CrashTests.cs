using Amp.Workspace.Tests.Processes;

namespace Amp.Workspace.Tests.Worktrees;

/// <summary>A process that works on worktrees is ended by <c>kill -9</c> at every step, or works beside another.</summary>
public sealed class CrashTests
{
    private const int Limit = 120_000;

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

    private static void AssertNothingIsLeftOver(Lab lab, int worktrees)
    {
        Assert.Equal(worktrees, Directory.EnumerateDirectories(lab.Worktrees.Folder).Count(folder => Path.GetFileName(folder) != ".trash"));
        Assert.Empty(Directory.Exists(Path.Combine(lab.Worktrees.Folder, ".trash")) ? Directory.EnumerateFileSystemEntries(Path.Combine(lab.Worktrees.Folder, ".trash")) : []);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(lab.Repository.Path, ".git", "amp", "pending")));
        var state = Path.Combine(lab.Repository.Path, ".git", "worktrees");
        Assert.Equal(worktrees, Directory.Exists(state) ? Directory.EnumerateDirectories(state).Count() : 0);
    }
}
