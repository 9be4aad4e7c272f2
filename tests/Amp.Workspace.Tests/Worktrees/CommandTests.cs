namespace Amp.Workspace.Tests.Worktrees;

public sealed class CommandTests
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task A_command_runs_in_the_worktree_and_its_end_is_told_not_thrown()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();

        var result = await lab.Worktrees.RunCommandAsync(made.Id!, new("sh", "-c", "pwd; echo no >&2; exit 3"));

        Assert.Equal((3, false), (result.ExitCode, result.IsTimedOut));
        Assert.Equal([made.Path, "no"], result.OutputTail.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await Assert.ThrowsAsync<WorkspaceException>(() => lab.Worktrees.RunCommandAsync(made.Id!, new("no-such-program-here")));
        await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.RunCommandAsync("no-such-worktree", new("true")));
    }

    [Fact(Timeout = Limit)]
    public async Task A_command_that_takes_too_long_is_ended_and_what_it_left_running_can_be()
    {
        await using var lab = await Lab.CreateAsync();
        var (made, other) = (await lab.Worktrees.CreateAsync(), await lab.Worktrees.CreateAsync());

        var slow = await lab.Worktrees.RunCommandAsync(made.Id!, new("sh", "-c", "sleep 600") { TimeLimit = TimeSpan.FromSeconds(1) });
        var leaving = await lab.Worktrees.RunCommandAsync(made.Id!, new("sh", "-c", "setsid sleep 600 >/dev/null 2>&1 & echo left"));
        await lab.Worktrees.RunCommandAsync(other.Id!, new("sh", "-c", "sleep 600 >/dev/null 2>&1 &"));

        Assert.Equal((null, true), (slow.ExitCode, slow.IsTimedOut));
        Assert.Equal((0, "left"), (leaving.ExitCode, leaving.OutputTail));
        if (OperatingSystem.IsLinux())
        {
            // One that was killed with its command may not have got round to ending.
            Assert.InRange(lab.Worktrees.EndCommands(made.Id!), 1, 3);
            Assert.Equal(0, lab.Worktrees.EndCommands(made.Id!));
            Assert.InRange(lab.Worktrees.EndCommands(other.Id!), 1, 2);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task One_salvage_is_let_go_and_the_others_stay()
    {
        await using var lab = await Lab.CreateAsync();
        for (var i = 0; i < 2; i++)
        {
            var made = await lab.Worktrees.CreateAsync();
            File.WriteAllText(Path.Combine(made.Path, "new.txt"), $"new {i}");
            await lab.Worktrees.RemoveAsync(made.Id!, WorktreeRemovePolicy.Salvaging);
        }

        var salvages = await lab.Worktrees.Salvages.ListAsync();
        await lab.Worktrees.Salvages.DropAsync(salvages[0], "not wanted");

        Assert.Equal(salvages[1].Id, Assert.Single(await lab.Worktrees.Salvages.ListAsync()).Id);
        Assert.Contains("\"salvage-dropped\"", File.ReadAllText(lab.Worktrees.AuditLogPath), StringComparison.Ordinal);
        await Assert.ThrowsAsync<GitException>(() => lab.Worktrees.Salvages.DropAsync(salvages[1] with { Sha = salvages[0].Sha }, "stale"));
    }
}
