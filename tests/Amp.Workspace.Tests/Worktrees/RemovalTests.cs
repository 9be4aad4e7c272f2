using System.Diagnostics;
using System.Text.Json;

namespace Amp.Workspace.Tests.Worktrees;

public sealed class RemovalTests
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task A_clean_worktree_goes_without_a_trace_but_the_audit_line()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();

        var removal = await lab.Worktrees.RemoveAsync(made.Id!);

        Assert.Null(removal.Salvage);
        Assert.False(Directory.Exists(made.Path));
        Assert.Single(await lab.Worktrees.ListAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(lab.Repository.Path, ".git", "worktrees")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(lab.Repository.Path, ".git", "amp"), "*.json", SearchOption.AllDirectories));
        var audit = File.ReadAllLines(lab.Worktrees.AuditLogPath).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["delete-begins", "deleted"], audit.Select(line => line.GetProperty("event").GetString()));
        Assert.All(audit, line => Assert.Equal(made.Id, line.GetProperty("id").GetString()));
    }

    [Fact(Timeout = Limit)]
    public async Task What_could_be_lost_is_refused_and_stays_as_it_was()
    {
        await using var lab = await Lab.CreateAsync();
        lab.Repository.Write(".git/info/exclude", "*.ignored\n");
        var made = await lab.Worktrees.CreateAsync();
        string[] file = [Path.Combine(made.Path, "folder-0000", "file-000000.txt")];

        // Untracked.
        File.WriteAllText(Path.Combine(made.Path, "new.txt"), "new");
        await RefusedAsync(WorktreeObstacle.Dirty);
        File.Delete(Path.Combine(made.Path, "new.txt"));

        // Changed.
        var text = File.ReadAllText(file[0]);
        File.WriteAllText(file[0], "changed");
        await RefusedAsync(WorktreeObstacle.Dirty);

        // Changed where git was told to look away.
        await lab.Repository.GitInAsync(made.Path, "update-index", "--assume-unchanged", file[0]);
        await RefusedAsync(WorktreeObstacle.Dirty);
        await lab.Repository.GitInAsync(made.Path, "update-index", "--no-assume-unchanged", "--skip-worktree", file[0]);
        await RefusedAsync(WorktreeObstacle.Dirty);
        await lab.Repository.GitInAsync(made.Path, "update-index", "--no-skip-worktree", file[0]);
        File.WriteAllText(file[0], text);

        // Committed onto no branch.
        await lab.Repository.GitInAsync(made.Path, "commit", "--quiet", "--allow-empty", "-m", "On no branch");
        await RefusedAsync(WorktreeObstacle.Unmerged);
        await lab.Repository.GitInAsync(made.Path, "branch", "kept");

        // A repository in it.
        Directory.CreateDirectory(Path.Combine(made.Path, "inner"));
        await lab.Repository.GitInAsync(Path.Combine(made.Path, "inner"), "init", "--quiet");
        await RefusedAsync(WorktreeObstacle.NestedRepository, WorktreeRemovePolicy.Salvaging);
        Directory.Delete(Path.Combine(made.Path, "inner"), recursive: true);

        await lab.Worktrees.RemoveAsync(made.Path);

        async Task RefusedAsync(WorktreeObstacle obstacle, WorktreeRemovePolicy? policy = null)
        {
            var refusal = await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.RemoveAsync(made.Path, policy));
            Assert.Equal(obstacle, refusal.Obstacles);
            Assert.True(File.Exists(file[0]));
        }
    }

    [Fact(Timeout = Limit)]
    public async Task Locked_unknown_foreign_current_and_main_ones_are_refused()
    {
        await using var lab = await Lab.CreateAsync();
        var theirs = Path.Combine(lab.Repository.Surroundings, "theirs");
        await lab.Repository.GitAsync("worktree", "add", "--quiet", "--detach", theirs);

        Assert.Equal(WorktreeObstacle.Foreign, await ObstacleAsync(theirs));
        Assert.Equal(WorktreeObstacle.Foreign, await ObstacleAsync(theirs, WorktreeRemovePolicy.Salvaging));
        await lab.Repository.GitAsync("worktree", "lock", "--reason", "mine", theirs);
        Assert.Equal(WorktreeObstacle.Locked, await ObstacleAsync(theirs, WorktreeRemovePolicy.Salvaging with { IncludeForeign = true }));
        Assert.Equal(WorktreeObstacle.Main, await ObstacleAsync(lab.Repository.Path, WorktreeRemovePolicy.Salvaging));
        Assert.True((await ObstacleAsync(lab.Repository.Surroundings, WorktreeRemovePolicy.Salvaging)).HasFlag(WorktreeObstacle.Main));
        Assert.Equal(WorktreeObstacle.Unknown, await ObstacleAsync(lab.BaseDirectory, WorktreeRemovePolicy.Salvaging));
        Assert.Equal(WorktreeObstacle.Unknown, await ObstacleAsync("no-such-name"));

        await lab.Repository.GitAsync("worktree", "unlock", theirs);
        await lab.Worktrees.RemoveAsync(theirs, new() { IncludeForeign = true });
        Assert.False(Directory.Exists(theirs));
        Assert.Single(await lab.Worktrees.ListAsync());

        async Task<WorktreeObstacle> ObstacleAsync(string path, WorktreeRemovePolicy? policy = null) =>
            (await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.RemoveAsync(path, policy))).Obstacles;
    }

    [Fact(Timeout = Limit)]
    public async Task One_that_another_process_stands_in_is_refused()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();
        using var visitor = Process.Start(new ProcessStartInfo("sleep", ["600"]) { WorkingDirectory = made.Path })!;
        try
        {
            var refusal = await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.RemoveAsync(made.Path));
            Assert.Equal(WorktreeObstacle.InUse, refusal.Obstacles);
            Assert.Contains($"process {visitor.Id}", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            visitor.Kill();
            await visitor.WaitForExitAsync();
        }

        await lab.Worktrees.RemoveAsync(made.Path);
    }

    [Fact(Timeout = Limit)]
    public async Task Force_keeps_index_work_tree_and_history_and_all_of_it_comes_back()
    {
        await using var lab = await Lab.CreateAsync();
        await lab.Repository.CommitAsync("Rules", (".gitignore", "*.secret\n"), (".gitattributes", "*.crlf text eol=lf\n"));
        var made = await lab.Worktrees.CreateAsync();
        string At(string name) => Path.Combine(made.Path, name);
        File.WriteAllText(At("folder-0000/file-000000.txt"), "staged\n");
        await lab.Repository.GitInAsync(made.Path, "add", "folder-0000/file-000000.txt");
        File.WriteAllText(At("folder-0000/file-000000.txt"), "later\n");
        File.Delete(At("folder-0000/file-000001.txt"));
        byte[] bytes = [0, 1, 2, 255, 10, 13];
        File.WriteAllBytes(At("new — ü\n\"line\".bin"), bytes);
        File.WriteAllText(At("a.crlf"), "one\r\ntwo\r\n");
        File.WriteAllText(At("key.secret"), "secret\n");
        File.CreateSymbolicLink(At("link"), "/nowhere/at/all");
        await lab.Repository.GitInAsync(made.Path, "commit", "--quiet", "--allow-empty", "-m", "Once");
        var forgotten = await lab.Repository.GitInAsync(made.Path, "rev-parse", "HEAD");
        await lab.Repository.GitInAsync(made.Path, "reset", "--soft", "--quiet", "HEAD~1");
        await lab.Repository.GitInAsync(made.Path, "add", "folder-0000/file-000000.txt");
        File.WriteAllText(At("folder-0000/file-000000.txt"), "last\n");

        var salvage = (await lab.Worktrees.RemoveAsync(made.Path, WorktreeRemovePolicy.Salvaging)).Salvage!;

        Assert.False(Directory.Exists(made.Path));
        Assert.Equal(salvage.Id, Assert.Single(await lab.Worktrees.Salvages.ListAsync()).Id);
        Assert.Equal(made.BaseSha, salvage.HeadSha);
        Assert.Contains(forgotten, salvage.OtherTips);
        Assert.Equal("later", await lab.Repository.GitAsync("show", $"{salvage.IndexSha}:folder-0000/file-000000.txt"));

        var again = await lab.Worktrees.CreateAsync(new() { Base = salvage.HeadSha! });
        // An ignored file of somebody's is not written over.
        File.WriteAllText(Path.Combine(again.Path, "key.secret"), "another\n");
        Assert.Equal(GitErrorKind.Conflict, (await Assert.ThrowsAsync<GitException>(() => lab.Worktrees.Salvages.RestoreAsync(salvage.Id, again.Path))).Kind);
        Assert.Equal("another\n", File.ReadAllText(Path.Combine(again.Path, "key.secret")));
        File.Delete(Path.Combine(again.Path, "key.secret"));

        await lab.Worktrees.Salvages.RestoreAsync(salvage.Id, again.Path);
        Assert.Equal("last\n", File.ReadAllText(Path.Combine(again.Path, "folder-0000/file-000000.txt")));
        Assert.False(File.Exists(Path.Combine(again.Path, "folder-0000/file-000001.txt")));
        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(again.Path, "new — ü\n\"line\".bin")));
        Assert.Equal("one\r\ntwo\r\n", File.ReadAllText(Path.Combine(again.Path, "a.crlf")));
        Assert.Equal("secret\n", File.ReadAllText(Path.Combine(again.Path, "key.secret")));
        Assert.Equal("/nowhere/at/all", new FileInfo(Path.Combine(again.Path, "link")).LinkTarget);
        Assert.Equal("later", await lab.Repository.GitInAsync(again.Path, "show", ":folder-0000/file-000000.txt"));
        await Assert.ThrowsAsync<GitException>(() => lab.Worktrees.Salvages.RestoreAsync(salvage.Id, again.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task A_conflict_is_kept_in_all_its_stages()
    {
        await using var lab = await Lab.CreateAsync();
        var start = await lab.Repository.CommitAsync("Base", ("f.txt", "base\n"));
        await lab.Repository.CommitAsync("Ours", ("f.txt", "ours\n"));
        var made = await lab.Worktrees.CreateAsync(new() { Base = start });
        File.WriteAllText(Path.Combine(made.Path, "f.txt"), "theirs\n");
        await lab.Repository.GitInAsync(made.Path, "commit", "--quiet", "-am", "Theirs");
        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.Repository.GitInAsync(made.Path, "merge", "main"));

        var salvage = (await lab.Worktrees.RemoveAsync(made.Path, WorktreeRemovePolicy.Salvaging)).Salvage!;

        Assert.Equal(["base", "theirs", "ours"], [await ShowAsync("f.txt.~1~"), await ShowAsync("f.txt.~2~"), await ShowAsync("f.txt.~3~")]);
        Assert.Contains("<<<<<<<", await lab.Repository.GitAsync("show", $"{salvage.Sha}:f.txt"), StringComparison.Ordinal);

        Task<string> ShowAsync(string name) => lab.Repository.GitAsync("show", $"{salvage.IndexSha}:{name}");
    }

    [Fact(Timeout = Limit)]
    public async Task Ignored_files_are_kept_unless_they_are_ours_or_disposable_or_too_many()
    {
        await using var lab = await Lab.CreateAsync(configure: options =>
        {
            options.DisposableFiles.Add("bin/");
            options.MaxSalvagedIgnoredBytes = 100;
        });
        await lab.Repository.CommitAsync("Rules", (".gitignore", ".env\nbin/\n*.log\n"), (".worktreeinclude", ".env\n"));
        lab.Repository.Write(".env", "KEY=1\n");
        var untouched = await lab.Worktrees.CreateAsync();
        var edited = await lab.Worktrees.CreateAsync();
        File.AppendAllText(Path.Combine(edited.Path, ".env"), "MINE=2\n");
        var tooMany = await lab.Worktrees.CreateAsync();
        File.WriteAllText(Path.Combine(tooMany.Path, "big.log"), new string('x', 101));
        Directory.CreateDirectory(Path.Combine(untouched.Path, "bin"));
        File.WriteAllText(Path.Combine(untouched.Path, "bin", "out.dll"), new string('x', 1000));

        Assert.Null((await lab.Worktrees.RemoveAsync(untouched.Path)).Salvage);
        var kept = (await lab.Worktrees.RemoveAsync(edited.Path)).Salvage!;
        Assert.Equal("KEY=1\nMINE=2", await lab.Repository.GitAsync("show", $"{kept.Sha}:.env"));
        var refusal = await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.RemoveAsync(tooMany.Path, WorktreeRemovePolicy.Salvaging));
        Assert.Equal(WorktreeObstacle.IgnoredFiles, refusal.Obstacles);
    }

    [Fact(Timeout = Limit)]
    public async Task A_branch_goes_only_when_it_is_ours_and_loses_nothing()
    {
        await using var lab = await Lab.CreateAsync();
        var merged = await lab.Worktrees.CreateAsync(new() { NewBranch = "merged" });
        var ahead = await lab.Worktrees.CreateAsync(new() { NewBranch = "ahead" });
        var alsoAhead = await lab.Worktrees.CreateAsync(new() { NewBranch = "also-ahead" });
        foreach (var worktree in (Worktree[])[ahead, alsoAhead])
        {
            await lab.Repository.GitInAsync(worktree.Path, "commit", "--quiet", "--allow-empty", "-m", worktree.Id!);
        }

        Assert.Equal("merged", (await lab.Worktrees.CleanUpAsync("merged")).DeletedBranch);
        Assert.Equal(WorktreeObstacle.Unmerged, (await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.CleanUpAsync("ahead"))).Obstacles);
        // A part of its name is not its name.
        await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.CleanUpAsync("head"));
        Assert.Null((await lab.Worktrees.RemoveAsync(ahead.Id!)).DeletedBranch);
        var tip = await lab.Repository.GitAsync("rev-parse", "also-ahead");
        var salvage = (await lab.Worktrees.CleanUpAsync("also-ahead", WorktreeRemovePolicy.Salvaging)).Salvage!;

        Assert.Equal(tip, salvage.HeadSha);
        Assert.Equal("also-ahead", salvage.Branch);
        Assert.Equal("ahead\nmain", await lab.Repository.GitAsync("branch", "--format=%(refname:short)"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_submodule_with_work_in_it_stops_the_removal_and_one_without_does_not()
    {
        await using var inner = await Amp.Testing.TestRepository.CreateAsync();
        await using var lab = await Lab.CreateAsync();
        // Git lets submodules come from a folder only where it is told so by the user's own settings, or by this.
        Environment.SetEnvironmentVariable("GIT_ALLOW_PROTOCOL", "file:http:https:ssh");
        await lab.Repository.AddSubmoduleAsync("sub", inner);
        var made = await lab.Worktrees.CreateAsync(new() { WithSubmodules = true });
        var second = await lab.Worktrees.CreateAsync(new() { WithSubmodules = true });
        Assert.True(File.Exists(Path.Combine(made.Path, "sub", "folder-0000", "file-000000.txt")));

        await lab.Repository.GitInAsync(Path.Combine(made.Path, "sub"), "commit", "--quiet", "--allow-empty", "-m", "Only here");
        var refusal = await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.RemoveAsync(made.Path, WorktreeRemovePolicy.Salvaging));
        Assert.True(refusal.Obstacles.HasFlag(WorktreeObstacle.SubmoduleWork));

        await lab.Worktrees.RemoveAsync(second.Path);
        Assert.False(Directory.Exists(second.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task Salvages_expire_by_age_and_a_dry_run_lets_go_of_none()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();
        File.WriteAllText(Path.Combine(made.Path, "x"), "x");
        await lab.Worktrees.RemoveAsync(made.Path, WorktreeRemovePolicy.Salvaging);

        Assert.Empty(await lab.Worktrees.Salvages.ExpireAsync(TimeSpan.FromDays(1)));
        Assert.Single(await lab.Worktrees.Salvages.ExpireAsync(TimeSpan.Zero, isDryRun: true));
        Assert.Single(await lab.Worktrees.Salvages.ListAsync());
        Assert.Single(await lab.Worktrees.Salvages.ExpireAsync(TimeSpan.Zero));
        Assert.Empty(await lab.Worktrees.Salvages.ListAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Cleanup_commands_run_first_and_may_fail()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();

        await lab.Worktrees.RemoveAsync(made.Path, new() { Cleanup = [new("sh", "-c", "echo \"$AMP_WORKTREE\" > \"$AMP_WORKTREE_SOURCE/../cleaned\""), new("sh", "-c", "exit 1"), new("no-such-program-anywhere")] });

        Assert.Equal(made.Path + "\n", File.ReadAllText(Path.Combine(lab.Repository.Surroundings, "cleaned")));
    }
}
