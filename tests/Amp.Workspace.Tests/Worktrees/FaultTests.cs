using System.Diagnostics;
using Amp.Workspace.Tests.Processes;
using Amp.Workspace.Worktrees;

namespace Amp.Workspace.Tests.Worktrees;

/// <summary>What is broken, held or in the way somewhere does not stop the rest, and is told as what it is.</summary>
public sealed class FaultTests
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task One_that_git_cannot_read_does_not_hide_the_others_from_a_list_a_reaper_and_a_pruning()
    {
        await using var lab = await Lab.CreateAsync();
        var broken = await lab.Worktrees.CreateAsync();
        var gone = await lab.Worktrees.CreateAsync();
        var alsoGone = await lab.Worktrees.CreateAsync();
        var clean = await lab.Worktrees.CreateAsync();
        foreach (var worktree in (Worktree[])[broken, gone])
        {
            File.WriteAllText(Path.Combine(AdminOf(lab, worktree), "index"), "no index");
        }

        Directory.Delete(gone.Path, recursive: true);
        Directory.Delete(alsoGone.Path, recursive: true);
        foreach (var worktree in (Worktree[])[broken, clean])
        {
            WorktreeLock.Write(AdminOf(lab, worktree), EndedOwner(worktree));
        }

        var list = await lab.Worktrees.ListAsync();
        Assert.Null(list.Single(worktree => worktree.Path == broken.Path).State);
        Assert.True(list.Single(worktree => worktree.Path == clean.Path).State!.IsClean);

        Assert.Equal(alsoGone.Path, Assert.Single(await lab.Worktrees.PruneAsync()).Path);

        var report = await lab.Worktrees.ReapAsync(new() { MinAge = TimeSpan.Zero });
        Assert.Equal(clean.Id, Assert.Single(report.Verdicts, verdict => verdict.IsReaped).Worktree.Id);
        Assert.Contains("index", report.Verdicts.Single(verdict => verdict.Worktree.Id == broken.Id).Details, StringComparison.Ordinal);
        Assert.True(Directory.Exists(broken.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task What_git_reads_of_one_that_was_taken_up_again_others_can_read_as_before()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();
        var state = AdminOf(lab, made);
        var before = File.GetUnixFileMode(Path.Combine(state, "HEAD"));
        await lab.Worktrees.ResumeAsync(made.Id!);
        Assert.Equal(before, File.GetUnixFileMode(Path.Combine(state, "locked")));
        await lab.Repository.GitAsync("worktree", "unlock", made.Path);
        Directory.Delete(state, recursive: true);
        await lab.Worktrees.ResumeAsync(made.Id!);

        state = AdminOf(lab, made);
        Assert.Equal(before, File.GetUnixFileMode(Path.Combine(state, "gitdir")));
        Assert.Equal(before, File.GetUnixFileMode(Path.Combine(made.Path, ".git")));
    }

    [Fact(Timeout = Limit)]
    public async Task Giving_up_while_others_hold_the_lock_does_not_wait_for_them()
    {
        await using var lab = await Lab.CreateAsync();
        await lab.Worktrees.CreateAsync();
        using var held = await RepositoryLock.TakeAsync(Path.Combine(lab.Repository.Path, ".git", "amp", "worktrees.lock"), TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None);
        using var stop = new CancellationTokenSource();

        var creating = lab.Worktrees.CreateAsync(cancellationToken: stop.Token);
        await stop.CancelAsync();

        // Far less than the two minutes that it would wait for the lock.
        var end = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating.WaitAsync(TimeSpan.FromSeconds(40)));
        Assert.Equal(stop.Token, end.CancellationToken);
    }

    [Fact(Timeout = Limit)]
    public async Task A_lock_file_that_cannot_be_opened_is_not_taken_for_one_that_others_hold()
    {
        var folder = Directory.CreateTempSubdirectory("lock-").FullName;
        try
        {
            var late = await Assert.ThrowsAnyAsync<IOException>(() => RepositoryLock.TakeAsync(Path.Combine(folder, new string('x', 300)), TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None));
            Assert.IsType<PathTooLongException>(late);
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_user_who_lets_git_find_no_repository_by_itself_has_worktrees_too()
    {
        await using var lab = await Lab.CreateAsync();
        var start = Worker.Describe(lab.Repository.Path, lab.BaseDirectory, "-", "churn", "1");
        (start.Environment["GIT_CONFIG_COUNT"], start.Environment["GIT_CONFIG_KEY_0"], start.Environment["GIT_CONFIG_VALUE_0"]) = ("1", "safe.bareRepository", "explicit");
        using var worker = Process.Start(start)!;
        var output = worker.StandardOutput.ReadToEndAsync();
        var errors = await worker.StandardError.ReadToEndAsync();
        await worker.WaitForExitAsync();
        await output;

        Assert.True(worker.ExitCode == 0, errors);
        Assert.Equal("work", (await lab.Repository.GitAsync("show", $"{Assert.Single(await lab.Worktrees.Salvages.ListAsync()).Sha}:work.txt")).Split(' ')[0]);
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_dead_creation_had_only_staged_is_kept()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();
        File.WriteAllText(Path.Combine(made.Path, "staged.txt"), "staged\n");
        await lab.Repository.GitInAsync(made.Path, "add", "staged.txt");
        File.Delete(Path.Combine(made.Path, "staged.txt"));
        // As if its process had died one step before it was ready.
        var records = new RecordStore(new WorktreeLayout(lab.Worktrees.Repository, new() { BaseDirectory = lab.BaseDirectory }));
        var record = records.Find(made.Id!)!;
        records.Delete(record.Id);
        records.WritePending(record with { Phase = WorktreePhase.Creating, Owner = EndedOwner(made) });

        await lab.Worktrees.ReapAsync();

        Assert.False(Directory.Exists(made.Path));
        Assert.Equal("staged", await lab.Repository.GitAsync("show", $"{Assert.Single(await lab.Worktrees.Salvages.ListAsync()).IndexSha}:staged.txt"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_that_became_a_file_and_a_file_that_became_a_folder_come_back()
    {
        await using var lab = await Lab.CreateAsync();
        File.CreateSymbolicLink(Path.Combine(lab.Repository.Path, "way"), "..");
        await lab.Repository.CommitAsync("More", ("deep/er/one.txt", "1\n"), ("deep/er/two.txt", "2\n"), ("plain", "plain\n"));
        var made = await lab.Worktrees.CreateAsync();
        Directory.Delete(Path.Combine(made.Path, "deep"), recursive: true);
        File.WriteAllText(Path.Combine(made.Path, "deep"), "a file now\n");
        File.Delete(Path.Combine(made.Path, "plain"));
        Directory.CreateDirectory(Path.Combine(made.Path, "plain"));
        File.WriteAllText(Path.Combine(made.Path, "plain", "inner"), "in a folder now\n");
        File.Delete(Path.Combine(made.Path, "way"));
        Directory.CreateDirectory(Path.Combine(made.Path, "way"));
        File.WriteAllText(Path.Combine(made.Path, "way", "inner"), "no link now\n");
        var salvage = (await lab.Worktrees.RemoveAsync(made.Id!, WorktreeRemovePolicy.Salvaging)).Salvage!;

        var again = await lab.Worktrees.CreateAsync();
        await lab.Worktrees.Salvages.RestoreAsync(salvage.Id, again.Path);

        Assert.Equal("a file now\n", File.ReadAllText(Path.Combine(again.Path, "deep")));
        Assert.Equal("in a folder now\n", File.ReadAllText(Path.Combine(again.Path, "plain", "inner")));
        Assert.Equal("no link now\n", File.ReadAllText(Path.Combine(again.Path, "way", "inner")));
    }

    [Fact(Timeout = Limit)]
    public async Task A_salvage_that_somebody_else_wrote_reaches_nothing_of_gits()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();
        File.WriteAllText(Path.Combine(made.Path, "mine.txt"), "mine\n");
        var salvage = (await lab.Worktrees.RemoveAsync(made.Id!, WorktreeRemovePolicy.Salvaging)).Salvage!;
        var blob = await lab.Repository.GitAsync("rev-parse", $"{salvage.Sha}:mine.txt");
        var message = await lab.Repository.GitAsync("log", "-1", "--format=%B", salvage.Sha);
        await lab.Repository.GitAsync("read-tree", "--empty");
        await lab.Repository.GitAsync("update-index", "--add", "--cacheinfo", $"100644,{blob},x/mine.txt");
        var folder = await lab.Repository.GitAsync("rev-parse", $"{await lab.Repository.GitAsync("write-tree")}:x");
        var tree = await TreeAsync(folder, ".git");
        var commit = await lab.Repository.GitAsync("commit-tree", "-p", salvage.HeadSha!, "-m", message, tree);
        await lab.Repository.GitAsync("update-ref", "refs/amp/salvage/evil", commit);
        var again = await lab.Worktrees.CreateAsync(new() { Base = salvage.HeadSha! });
        var pointer = File.ReadAllText(Path.Combine(again.Path, ".git"));

        var refusal = await Assert.ThrowsAsync<WorkspaceException>(() => lab.Worktrees.Salvages.RestoreAsync("evil", again.Path));
        Assert.Contains("not inside", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(pointer, File.ReadAllText(Path.Combine(again.Path, ".git")));

        // Git itself puts no such name into an index, but takes the bytes of a tree as they are.
        async Task<string> TreeAsync(string content, string name)
        {
            byte[] bytes = [.. System.Text.Encoding.ASCII.GetBytes($"40000 {name}\0"), .. Convert.FromHexString(content)];
            var file = Path.Combine(lab.Repository.Surroundings, "tree");
            await File.WriteAllBytesAsync(file, bytes);
            return await lab.Repository.GitAsync("hash-object", "-t", "tree", "-w", "--literally", file);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_written_while_a_removal_looks_puts_the_worktree_back()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();
        Steps.Reached = step =>
        {
            if (step == "remove.moved")
            {
                File.WriteAllText(Path.Combine(Directory.EnumerateDirectories(Path.Combine(lab.Worktrees.Folder, ".trash")).Single(), "late.txt"), "late\n");
            }
        };

        var refusal = await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.RemoveAsync(made.Id!));

        Steps.Reached = null;
        Assert.Equal(WorktreeObstacle.Changing | WorktreeObstacle.Dirty, refusal.Obstacles);
        Assert.Equal("late\n", File.ReadAllText(Path.Combine(made.Path, "late.txt")));
        Assert.Equal("?? late.txt", await lab.Repository.GitInAsync(made.Path, "status", "--porcelain"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_branch_that_moves_at_the_last_moment_or_has_commits_of_a_failed_setup_stays()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync(new() { NewBranch = "topic" });
        var late = await lab.Repository.GitAsync("commit-tree", "-p", "HEAD", "-m", "Late", "HEAD^{tree}");
        Steps.Reached = step =>
        {
            if (step == "delete.state")
            {
                File.WriteAllText(Path.Combine(lab.Repository.Path, ".git", "refs", "heads", "topic"), late + "\n");
            }
        };
        await lab.Worktrees.RemoveAsync(made.Id!, new() { DeleteBranch = true });
        Steps.Reached = null;
        Assert.Equal(late, await lab.Repository.GitAsync("rev-parse", "topic"));

        await Assert.ThrowsAsync<WorkspaceException>(() => lab.Worktrees.CreateAsync(new() { NewBranch = "worked", Setup = [new("git", "commit", "--quiet", "--allow-empty", "-m", "Of the setup"), new("false")] }));
        Assert.Equal("Of the setup", await lab.Repository.GitAsync("log", "-1", "--format=%s", "worked"));
        Assert.Single(await lab.Worktrees.ListAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_conflict_comes_back_as_one()
    {
        await using var lab = await Lab.CreateAsync();
        var start = await lab.Repository.CommitAsync("Base", ("f.txt", "base\n"));
        await lab.Repository.CommitAsync("Ours", ("f.txt", "ours\n"));
        var made = await lab.Worktrees.CreateAsync(new() { Base = start });
        File.WriteAllText(Path.Combine(made.Path, "f.txt"), "theirs\n");
        await lab.Repository.GitInAsync(made.Path, "commit", "--quiet", "-am", "Theirs");
        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.Repository.GitInAsync(made.Path, "merge", "main"));
        var before = await lab.Repository.GitInAsync(made.Path, "ls-files", "-s");
        var salvage = (await lab.Worktrees.RemoveAsync(made.Path, WorktreeRemovePolicy.Salvaging)).Salvage!;

        var again = await lab.Worktrees.CreateAsync(new() { Base = salvage.HeadSha! });
        await lab.Worktrees.Salvages.RestoreAsync(salvage.Id, again.Path);

        Assert.Equal(before, await lab.Repository.GitInAsync(again.Path, "ls-files", "-s"));
        Assert.Equal("UU f.txt", await lab.Repository.GitInAsync(again.Path, "status", "--porcelain"));
        Assert.Contains("<<<<<<<", File.ReadAllText(Path.Combine(again.Path, "f.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_of_another_machine_with_the_same_name_is_never_thought_gone()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var me = OwnerIdentity.Current("test", TimeProvider.System);
        var start = me.ProcessStart!.Split(' ');
        LockInfo With(int part, string value) => me with { ProcessStart = string.Join(' ', start.Select((old, i) => i == part ? value : old)) };

        Assert.True(OwnerIdentity.IsGone(With(2, "1")));
        Assert.False(OwnerIdentity.IsGone(me));
        Assert.False(OwnerIdentity.IsGone(With(1, "pid:[1]")));
        Assert.False(OwnerIdentity.IsGone(With(3, "another")));
        // Another boot is an earlier one only on the same machine: names such as "ubuntu" are many machines'.
        Assert.Equal(start[3] != "-", OwnerIdentity.IsGone(With(0, Guid.NewGuid().ToString())));
        Assert.False(OwnerIdentity.IsGone(me with { ProcessStart = $"{Guid.NewGuid()} {start[1]} {start[2]} another" }));
        Assert.False(OwnerIdentity.IsGone(me with { ProcessStart = $"{Guid.NewGuid()} {start[1]} {start[2]} -" }));
    }

    private static LockInfo EndedOwner(Worktree worktree)
    {
        var start = worktree.Owner!.ProcessStart!.Split(' ');
        start[^2] = "1";
        return worktree.Owner with { ProcessStart = OperatingSystem.IsLinux() ? string.Join(' ', start) : "2001-01-01" };
    }

    private static string AdminOf(Lab lab, Worktree worktree) => WorktreeFolder.Find(worktree.Path, Path.Combine(lab.Repository.Path, ".git", "worktrees"))!.AdminDirectory;
}
