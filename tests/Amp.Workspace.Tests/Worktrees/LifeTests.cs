using Amp.Workspace.Tests.Processes;
using Amp.Workspace.Worktrees;

namespace Amp.Workspace.Tests.Worktrees;

/// <summary>Listing, taking up again, pruning and reaping.</summary>
public sealed class LifeTests
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task A_list_tells_ours_from_others_and_what_is_in_each()
    {
        await using var lab = await Lab.CreateAsync();
        var ours = await lab.Worktrees.CreateAsync();
        await lab.Repository.GitInAsync(ours.Path, "commit", "--quiet", "--allow-empty", "-m", "One");
        await lab.Repository.GitInAsync(ours.Path, "commit", "--quiet", "--allow-empty", "-m", "Two");
        File.WriteAllText(Path.Combine(ours.Path, "new.txt"), "new");
        var theirs = Path.Combine(lab.Repository.Surroundings, "line\nbreak");
        await lab.Repository.GitAsync("worktree", "add", "--quiet", "-b", "theirs", theirs);
        await lab.Repository.GitAsync("worktree", "lock", "--reason", "on a stick", theirs);
        var gone = Path.Combine(lab.Repository.Surroundings, "gone");
        await lab.Repository.GitAsync("worktree", "add", "--quiet", "--detach", gone);
        Directory.Delete(gone, recursive: true);

        var list = await lab.Worktrees.ListAsync();

        Assert.True(list[0].IsMain);
        var first = list.Single(worktree => worktree.IsOurs);
        Assert.Equal((1, 2, 2, false), (first.State!.ChangedFiles, first.State.UnmergedCommits, first.State.AheadBy, first.State.IsClean));
        var second = list.Single(worktree => worktree.Path == theirs);
        Assert.Equal(("theirs", true, "on a stick", true), (second.Head.Branch, second.IsLocked, second.LockReason, second.State!.IsClean));
        Assert.Null(second.Owner);
        Assert.True(list.Single(worktree => worktree.Path == gone).IsPrunable);
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_missing_of_one_comes_back_when_it_is_taken_up_again()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync(new() { NewBranch = "topic" });
        var admin = WorktreeFolder.Find(made.Path, Path.Combine(lab.Repository.Path, ".git", "worktrees"))!.AdminDirectory;
        File.WriteAllText(Path.Combine(made.Path, "mine.txt"), "mine\n");
        await lab.Repository.GitInAsync(made.Path, "add", "mine.txt");
        Assert.Equal(WorktreeResumption.AsItWas, await ResumeAsync());

        // Its .git file is gone: git would now take the folder for a part of what is around it.
        File.Delete(Path.Combine(made.Path, ".git"));
        Assert.Equal(WorktreeResumption.Registered, await ResumeAsync());
        Assert.Equal("topic", await lab.Repository.GitInAsync(made.Path, "branch", "--show-current"));

        // Its folder is gone: what was staged is not.
        Directory.Delete(made.Path, recursive: true);
        Assert.Equal(WorktreeResumption.FilesRestored, await ResumeAsync());
        Assert.Equal("mine\n", File.ReadAllText(Path.Combine(made.Path, "mine.txt")));
        Assert.Equal("A  mine.txt", await lab.Repository.GitInAsync(made.Path, "status", "--porcelain"));

        // Somebody pruned it: the files stay, and show as what they differ in.
        File.WriteAllText(Path.Combine(made.Path, "folder-0000", "file-000000.txt"), "edited\n");
        Directory.Delete(admin, recursive: true);
        Assert.Equal(WorktreeResumption.Registered, await ResumeAsync());
        Assert.Equal(" M folder-0000/file-000000.txt\n?? mine.txt", await lab.Repository.GitInAsync(made.Path, "status", "--porcelain"));
        Assert.Equal("topic", await lab.Repository.GitInAsync(made.Path, "branch", "--show-current"));

        // Nothing is left but its branch.
        await lab.Repository.GitInAsync(made.Path, "commit", "--quiet", "--allow-empty", "-m", "On the branch");
        Directory.Delete(made.Path, recursive: true);
        await lab.Repository.GitAsync("worktree", "unlock", made.Path);
        await lab.Repository.GitAsync("worktree", "prune", "--expire=now");
        Assert.Equal(WorktreeResumption.MadeAnew, await ResumeAsync());
        Assert.Equal("On the branch", await lab.Repository.GitInAsync(made.Path, "log", "-1", "--format=%s"));
        Assert.Equal(2, (await lab.Worktrees.ListAsync()).Count);

        // Another repository was made in its place.
        Directory.Delete(made.Path, recursive: true);
        Directory.CreateDirectory(made.Path);
        await lab.Repository.GitInAsync(made.Path, "init", "--quiet");
        await Assert.ThrowsAsync<WorktreeRefusedException>(ResumeAsync);

        async Task<WorktreeResumption> ResumeAsync()
        {
            var resumed = await lab.Worktrees.ResumeAsync(made.Id!);
            Assert.Equal(made.Path, resumed.Worktree.Path);
            Assert.True((await lab.Worktrees.ListAsync(withState: false)).Single(worktree => worktree.Path == made.Path) is { IsLocked: true, IsPrunable: false });
            return resumed.How;
        }
    }

    [Fact(Timeout = Limit)]
    public async Task One_that_a_living_process_owns_is_neither_taken_up_nor_reaped_nor_removed()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();
        var admin = WorktreeFolder.Find(made.Path, Path.Combine(lab.Repository.Path, ".git", "worktrees"))!.AdminDirectory;
        // The same number once had another process.
        var parts = made.Owner!.ProcessStart!.Split(' ');
        var earlier = OperatingSystem.IsLinux() ? $"{parts[0]} {parts[1]} 1 {parts[3]}" : "2001-01-01";
        foreach (var (owner, isGone) in (List<(LockInfo, bool)>)
        [
            (made.Owner with { Hostname = "another-machine", Pid = 1 }, false),
            (made.Owner with { User = "somebody-else", ProcessStart = earlier }, false),
            (made.Owner with { ProcessStart = null }, false),
            (made.Owner with { ProcessStart = earlier }, true),
            (made.Owner with { Pid = 99_999_999 }, true),
        ])
        {
            WorktreeLock.Write(admin, owner);

            Assert.Equal(isGone, OwnerIdentity.IsGone(owner));
            var reaped = Assert.Single((await lab.Worktrees.ReapAsync(new() { MinAge = TimeSpan.Zero, IsDryRun = true })).Verdicts);
            Assert.Equal(isGone, reaped.IsReaped);
            if (!isGone)
            {
                Assert.Equal(WorktreeObstacle.Locked, (await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.RemoveAsync(made.Id!, WorktreeRemovePolicy.Salvaging))).Obstacles);
                Assert.Equal(WorktreeObstacle.Locked, (await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.ResumeAsync(made.Id!))).Obstacles);
            }
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_reaper_takes_only_what_is_ours_clean_old_and_left()
    {
        await using var lab = await Lab.CreateAsync();
        await lab.Repository.GitAsync("worktree", "add", "--quiet", "--detach", Path.Combine(lab.Repository.Surroundings, "theirs"));
        var mine = await lab.Worktrees.CreateAsync();
        var left = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            left.Add((await Worker.StartAsync(lab.Repository.Path, lab.BaseDirectory, "-", "create", $"left-{i}")).Output);
        }

        var paths = left.Select(id => Path.Combine(lab.Worktrees.Folder, id)).ToArray();
        File.Delete(Path.Combine(paths[0], "made.txt"));
        File.Delete(Path.Combine(paths[1], "made.txt"));

        Assert.All((await lab.Worktrees.ReapAsync()).Verdicts, verdict => Assert.False(verdict.IsReaped));
        var dry = await lab.Worktrees.ReapAsync(new() { MinAge = TimeSpan.Zero, IsDryRun = true });
        Assert.Equal(left[..2], dry.Verdicts.Where(verdict => verdict.IsReaped).Select(verdict => verdict.Worktree.Id));
        Assert.True(dry.BytesAfter < dry.BytesBefore);
        Assert.All(paths, path => Assert.True(Directory.Exists(path)));

        // Over the budget the age does not count, and the oldest goes first.
        var budget = await lab.Worktrees.ReapAsync(new() { DiskBudgetBytes = dry.BytesBefore - 1 });
        Assert.Equal(left[0], Assert.Single(budget.Verdicts, verdict => verdict.IsReaped).Worktree.Id);
        var report = await lab.Worktrees.ReapAsync(new() { MinAge = TimeSpan.Zero, DeleteMergedBranches = true });

        Assert.Equal(left[1], Assert.Single(report.Verdicts, verdict => verdict.IsReaped).Worktree.Id);
        Assert.Equal(WorktreeObstacle.Dirty, report.Verdicts.Single(verdict => verdict.Worktree.Id == left[2]).Obstacles);
        Assert.Equal([mine.Path, paths[2]], Directory.EnumerateDirectories(lab.Worktrees.Folder).Where(folder => !folder.EndsWith(".trash", StringComparison.Ordinal)).OrderBy(folder => folder == paths[2]));
        Assert.Equal("left-0\nleft-2\nmain", await lab.Repository.GitAsync("branch", "--format=%(refname:short)"));
        Assert.Equal(4, (await lab.Worktrees.ListAsync(withState: false)).Count);
    }

    [Fact(Timeout = Limit)]
    public async Task Pruning_keeps_what_the_state_of_a_deleted_folder_still_held()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();
        await lab.Repository.GitInAsync(made.Path, "commit", "--quiet", "--allow-empty", "-m", "On no branch");
        var commit = await lab.Repository.GitInAsync(made.Path, "rev-parse", "HEAD");
        File.WriteAllText(Path.Combine(made.Path, "staged.txt"), "staged\n");
        await lab.Repository.GitInAsync(made.Path, "add", "staged.txt");
        Directory.Delete(made.Path, recursive: true);

        var pruned = Assert.Single(await lab.Worktrees.PruneAsync());

        Assert.Equal(commit, pruned.Salvage!.HeadSha);
        Assert.Equal("staged", await lab.Repository.GitAsync("show", $"{pruned.Salvage.IndexSha}:staged.txt"));
        Assert.Single(await lab.Worktrees.ListAsync());
        Assert.Empty(await lab.Worktrees.PruneAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Ignored_files_that_are_named_come_along_and_nothing_leads_out()
    {
        await using var lab = await Lab.CreateAsync();
        await lab.Repository.CommitAsync("Rules", (".gitignore", ".env*\nsecrets/\nlinked\n"), (".worktreeinclude", ".env*\nsecrets/key\n"));
        lab.Repository.Write(".env", "KEY=1\n");
        lab.Repository.Write("deep/a b/.env.local", "KEY=2\n");
        lab.Repository.Write("secrets/key", "key\n");
        lab.Repository.Write("secrets/other", "other\n");
        lab.Repository.Write("untracked.txt", "not ignored\n");
        var outside = Path.Combine(lab.Repository.Surroundings, "outside");
        Directory.CreateDirectory(outside);
        File.WriteAllText(Path.Combine(outside, ".env"), "outside\n");
        File.CreateSymbolicLink(Path.Combine(lab.Repository.Path, ".env-out"), Path.Combine(outside, ".env"));
        File.CreateSymbolicLink(Path.Combine(lab.Repository.Path, ".env-in"), ".env");
        Directory.CreateSymbolicLink(Path.Combine(lab.Repository.Path, "linked"), outside);

        var made = await lab.Worktrees.CreateAsync(new() { Include = ["secrets/other", "untracked.txt", "linked/.env", "linked"] });

        Assert.Equal("KEY=1\n", File.ReadAllText(Path.Combine(made.Path, ".env")));
        Assert.Equal("KEY=2\n", File.ReadAllText(Path.Combine(made.Path, "deep", "a b", ".env.local")));
        Assert.Equal("key\nother\n", File.ReadAllText(Path.Combine(made.Path, "secrets", "key")) + File.ReadAllText(Path.Combine(made.Path, "secrets", "other")));
        Assert.Equal(".env", new FileInfo(Path.Combine(made.Path, ".env-in")).LinkTarget);
        Assert.All((string[])["untracked.txt", ".env-out", "linked"], name => Assert.False(Path.Exists(Path.Combine(made.Path, name)) || new FileInfo(Path.Combine(made.Path, name)).LinkTarget is not null));
        Assert.Equal("", await lab.Repository.GitInAsync(made.Path, "status", "--porcelain"));

        Assert.NotNull(IncludedFiles.Copy(lab.Repository.Path, made.Path, "../outside/.env"));
        Assert.NotNull(IncludedFiles.Copy(lab.Repository.Path, made.Path, "linked/.env"));
        Assert.NotNull(IncludedFiles.Copy(lab.Repository.Path, made.Path, ".env"));
        Assert.Null((await lab.Worktrees.RemoveAsync(made.Id!)).Salvage);
    }
}
