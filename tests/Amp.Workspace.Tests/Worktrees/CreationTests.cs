using System.Runtime.Versioning;
using Amp.Testing;

namespace Amp.Workspace.Tests.Worktrees;

[UnsupportedOSPlatform("windows")]
public sealed class CreationTests
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task A_worktree_is_detached_locked_by_this_process_and_whole()
    {
        await using var lab = await Lab.CreateAsync();

        var made = await lab.Worktrees.CreateAsync();

        var listed = await lab.FindAsync(made.Path);
        Assert.True(listed.IsOurs);
        Assert.True(listed.Head.IsDetached);
        Assert.Equal(await lab.Repository.GitAsync("rev-parse", "HEAD"), listed.Head.Sha);
        Assert.True(listed.IsLocked);
        Assert.Equal(Environment.ProcessId, listed.Owner!.Pid);
        Assert.Equal(Environment.MachineName, listed.Owner.Hostname);
        Assert.False(listed.IsOwnerGone);
        Assert.True(listed.State!.IsClean);
        Assert.Equal("", await lab.Repository.GitInAsync(made.Path, "status", "--porcelain", "--ignored"));
        Assert.StartsWith("file 1 line 1\n", await File.ReadAllTextAsync(Path.Combine(made.Path, "folder-0000", "file-000001.txt")), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task The_repository_itself_does_not_change()
    {
        await using var lab = await Lab.CreateAsync();
        var before = (await lab.Repository.GitAsync("config", "--list", "--local"), await lab.Repository.GitAsync("status", "--porcelain", "--ignored"), await lab.Repository.GitAsync("for-each-ref"));

        await lab.Worktrees.CreateAsync();

        Assert.Equal(before, (await lab.Repository.GitAsync("config", "--list", "--local"), await lab.Repository.GitAsync("status", "--porcelain", "--ignored"), await lab.Repository.GitAsync("for-each-ref")));
    }

    [Fact(Timeout = Limit)]
    public async Task A_new_branch_follows_nothing_even_from_a_remote_one()
    {
        await using var lab = await Lab.CreateAsync();
        var clone = await lab.Repository.CloneAsync("clone");
        await clone.GitAsync("config", "branch.autoSetupMerge", "always");
        var worktrees = await Lab.ManagerAsync(clone);

        var made = await worktrees.CreateAsync(new() { Base = "origin/main", NewBranch = "topic/x" });

        Assert.Equal("topic/x", await clone.GitInAsync(made.Path, "branch", "--show-current"));
        Assert.DoesNotContain("branch.topic/x", await clone.GitAsync("config", "--list", "--local"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_branch_that_exists_is_never_taken_over()
    {
        await using var lab = await Lab.CreateAsync();
        await lab.Repository.GitAsync("branch", "theirs");
        await lab.Repository.CommitAsync("Later", ("new.txt", "new\n"));
        var before = await lab.Repository.GitAsync("rev-parse", "theirs");

        var refusal = await Assert.ThrowsAsync<GitException>(() => lab.Worktrees.CreateAsync(new() { NewBranch = "theirs" }));

        Assert.Equal(GitErrorKind.AlreadyExists, refusal.Kind);
        Assert.Equal(before, await lab.Repository.GitAsync("rev-parse", "theirs"));
        Assert.Single(await lab.Worktrees.ListAsync());
        Assert.Empty(Directory.EnumerateDirectories(lab.Worktrees.Folder));
    }

    [Fact(Timeout = Limit)]
    public async Task Names_cannot_become_options_or_bad_branches()
    {
        await using var lab = await Lab.CreateAsync();

        foreach (var name in (string[])["--force", "-b", "", "a\nb"])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => lab.Worktrees.CreateAsync(new() { Base = name }));
        }

        foreach (var name in (string[])["-d", "a..b", "a b", "HEAD", "x.lock", "@{-1}", "a/.b", "a\\b", "a~1"])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => lab.Worktrees.CreateAsync(new() { NewBranch = name }));
        }

        Assert.False(Directory.Exists(lab.Worktrees.Folder));
    }

    [Fact(Timeout = Limit)]
    public async Task An_unknown_base_and_a_repository_without_commits_are_told_apart()
    {
        await using var lab = await Lab.CreateAsync();
        await using var empty = await Lab.CreateAsync(new() { Files = 0 });

        Assert.Equal(GitErrorKind.BadReference, (await Assert.ThrowsAsync<GitException>(() => lab.Worktrees.CreateAsync(new() { Base = "nowhere" }))).Kind);
        var none = await Assert.ThrowsAsync<GitException>(() => empty.Worktrees.CreateAsync());
        Assert.Equal(GitErrorKind.NoCommits, none.Kind);
        Assert.Contains("git commit --allow-empty", none.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(empty.Worktrees.Folder));
    }

    [Fact(Timeout = Limit)]
    public async Task A_failed_setup_command_takes_the_worktree_and_its_branch_back()
    {
        await using var lab = await Lab.CreateAsync();

        var failure = await Assert.ThrowsAsync<WorkspaceException>(() => lab.Worktrees.CreateAsync(new()
        {
            NewBranch = "made",
            Setup = [new("sh", "-c", "echo made > made.txt; echo the reason >&2; exit 3")],
        }));

        Assert.Contains("the reason", failure.Message, StringComparison.Ordinal);
        Assert.Single(await lab.Worktrees.ListAsync());
        Assert.Equal("", await lab.Repository.GitAsync("branch", "--list", "made"));
        Assert.Empty(Directory.EnumerateDirectories(lab.Worktrees.Folder).SelectMany(Directory.EnumerateFileSystemEntries));
    }

    [Fact(Timeout = Limit)]
    public async Task A_setup_command_that_hangs_is_ended_with_its_children()
    {
        await using var lab = await Lab.CreateAsync();

        await Assert.ThrowsAsync<WorkspaceException>(() => lab.Worktrees.CreateAsync(new() { Setup = [new("sh", "-c", "sleep 600 & sleep 600") { TimeLimit = TimeSpan.FromSeconds(1) }] }));

        Assert.Single(await lab.Worktrees.ListAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_cancelled_creation_leaves_nothing_and_carries_the_callers_token()
    {
        await using var lab = await Lab.CreateAsync();
        using var cancel = new CancellationTokenSource();
        var creation = lab.Worktrees.CreateAsync(new() { Setup = [new("sh", "-c", "touch started; sleep 600")] }, cancel.Token);
        while (!Directory.Exists(lab.Worktrees.Folder) || !Directory.EnumerateFiles(lab.Worktrees.Folder, "started", SearchOption.AllDirectories).Any())
        {
            await Task.Yield();
        }

        await cancel.CancelAsync();

        var stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creation);
        Assert.Equal(cancel.Token, stopped.CancellationToken);
        Assert.Single(await lab.Worktrees.ListAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Sixteen_at_once_all_succeed()
    {
        await using var lab = await Lab.CreateAsync(new() { Files = 50 });

        var made = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => lab.Worktrees.CreateAsync(i % 2 == 0 ? null : new() { NewBranch = $"branch-{i}" }))));

        Assert.Equal(16, made.Select(worktree => worktree.Path).Distinct().Count());
        Assert.Equal(17, (await lab.Worktrees.ListAsync()).Count(worktree => worktree.State!.IsClean));
    }

    [Fact(Timeout = Limit)]
    public async Task A_base_folder_inside_of_the_repository_is_refused()
    {
        await using var lab = await Lab.CreateAsync();
        Directory.CreateSymbolicLink(Path.Combine(lab.Repository.Surroundings, "link"), lab.Repository.Path);

        foreach (var folder in (string[])[Path.Combine(lab.Repository.Path, "inside"), Path.Combine(lab.Repository.Path, ".git"), Path.Combine(lab.Repository.Surroundings, "link", "x")])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => lab.OtherManagerAsync(options => options.BaseDirectory = folder));
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_lazy_worktree_brings_only_what_is_asked_for()
    {
        await using var lab = await Lab.CreateAsync(new() { Files = 150 });

        var made = await lab.Worktrees.CreateAsync(new() { Checkout = WorktreeCheckout.None });
        Assert.Equal([".git"], Directory.EnumerateFileSystemEntries(made.Path).Select(Path.GetFileName));
        Assert.True((await lab.FindAsync(made.Path)).State!.IsClean);

        await lab.Worktrees.CheckOutAsync(made.Id!, ["folder-0001"]);
        Assert.Equal(50, Directory.EnumerateFiles(Path.Combine(made.Path, "folder-0001")).Count());
        Assert.False(Directory.Exists(Path.Combine(made.Path, "folder-0000")));

        File.WriteAllText(Path.Combine(made.Path, "folder-0001", "file-000100.txt"), "mine\n");
        await lab.Worktrees.CheckOutAsync(made.Id!);
        Assert.Equal("mine\n", File.ReadAllText(Path.Combine(made.Path, "folder-0001", "file-000100.txt")));
        Assert.Equal(100, Directory.EnumerateFiles(Path.Combine(made.Path, "folder-0000")).Count());
    }

    [Fact(Timeout = Limit)]
    public async Task A_sparse_worktree_has_its_folders_alone_and_leaves_the_main_one_whole()
    {
        await using var lab = await Lab.CreateAsync(new() { Files = 250 });
        lab.Repository.Write("a b/with space.txt", "x\n");
        await lab.Repository.CommitAsync("More", ("top.txt", "top\n"));

        var made = await lab.Worktrees.CreateAsync(new() { SparseFolders = ["folder-0001", "a b"] });

        Assert.Equal([".git", "a b", "folder-0001", "top.txt"], Directory.EnumerateFileSystemEntries(made.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("", await lab.Repository.GitInAsync(made.Path, "status", "--porcelain"));
        Assert.Equal("", await lab.Repository.GitAsync("status", "--porcelain"));
        Assert.True(Directory.Exists(Path.Combine(lab.Repository.Path, "folder-0002")));
    }

    [Fact(Timeout = Limit)]
    public async Task Hooks_of_the_repository_do_not_run()
    {
        await using var lab = await Lab.CreateAsync();
        // Those that git runs when it makes a branch, and when it writes an index.
        foreach (var name in (string[])["reference-transaction", "post-index-change", "post-checkout"])
        {
            var hook = Path.Combine(lab.Repository.Path, ".git", "hooks", name);
            Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
            File.WriteAllText(hook, $"#!/bin/sh\ntouch '{Path.Combine(lab.Repository.Path, ".git", "ran")}'\n");
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await lab.Worktrees.CreateAsync(new() { NewBranch = "topic" });

        Assert.False(File.Exists(Path.Combine(lab.Repository.Path, ".git", "ran")));
    }

    [Fact(Timeout = Limit)]
    public async Task Ours_lie_in_a_marked_folder_that_only_the_user_can_read()
    {
        await using var lab = await Lab.CreateAsync();
        await lab.Worktrees.CreateAsync();

        Assert.Equal("amp-worktrees", Path.GetFileName(Path.GetDirectoryName(lab.Worktrees.Folder)));
        Assert.True(File.Exists(Path.Combine(lab.Worktrees.Folder, ".amp-worktrees.json")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(lab.Worktrees.Folder));
    }

    [Theory(Timeout = Limit)]
    [InlineData("sha256", false, "repository")]
    [InlineData("sha1", true, "bare.git")]
    [InlineData("sha1", false, "with space\nand line — ünï")]
    public async Task Every_kind_of_repository_has_worktrees(string format, bool isBare, string name)
    {
        await using var lab = await Lab.CreateAsync(new() { ObjectFormat = format, IsBare = isBare, FolderName = name });

        var made = await lab.Worktrees.CreateAsync(new() { NewBranch = "topic" });
        await File.WriteAllTextAsync(Path.Combine(made.Path, "new.txt"), "new\n");
        var kept = (await lab.Worktrees.RemoveAsync(made.Id!, WorktreeRemovePolicy.Salvaging with { DeleteBranch = true })).Salvage;

        Assert.Equal("new", await lab.Repository.GitAsync("show", $"{kept!.Sha}:new.txt"));
        Assert.Single(await lab.Worktrees.ListAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_worktree_of_a_worktree_is_one_of_the_repository_and_begins_at_its_own_head()
    {
        await using var lab = await Lab.CreateAsync();
        var first = await lab.Worktrees.CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(first.Path, "x.txt"), "x");
        await lab.Repository.GitInAsync(first.Path, "add", ".");
        await lab.Repository.GitInAsync(first.Path, "commit", "-qm", "In the worktree");
        var inner = new WorktreeManager(await GitRepository.OpenAsync(first.Path), new() { BaseDirectory = lab.BaseDirectory });

        var second = await inner.CreateAsync();

        Assert.Equal(inner.Folder, lab.Worktrees.Folder);
        Assert.True(File.Exists(Path.Combine(second.Path, "x.txt")));
        Assert.Equal(3, (await lab.Worktrees.ListAsync()).Count);
    }

    [Theory(Timeout = Limit)]
    [InlineData("--depth=1")]
    [InlineData("--filter=blob:none")]
    [InlineData("--sparse")]
    public async Task Shallow_partial_and_sparse_clones_have_worktrees(string option)
    {
        await using var origin = await TestRepository.CreateAsync();
        await origin.CommitAsync("Second", ("second.txt", "2\n"));
        var clone = await origin.CloneAsync("clone", option);
        var worktrees = await Lab.ManagerAsync(clone);

        var made = await worktrees.CreateAsync();

        Assert.Equal("2\n", await File.ReadAllTextAsync(Path.Combine(made.Path, "second.txt")));
        await worktrees.RemoveAsync(made.Id!);
        Assert.Single(await worktrees.ListAsync());
    }
}
