using Amp.Testing;

namespace Amp.Workspace.Tests.Git;

public sealed class GitRepositoryTests
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task Every_kind_of_repository_is_opened_and_says_what_it_is()
    {
        await using var made = await TestRepository.CreateAsync(new() { FolderName = "with space\nand line — ü", ObjectFormat = "sha256" });
        await using var empty = await TestRepository.CreateAsync(new() { Files = 0 });
        await using var origin = await TestRepository.CreateAsync();
        await origin.AddSubmoduleAsync("sub", await origin.CloneAsync("inner"));
        var worktree = Path.Combine(made.Surroundings, "work\ntree");
        await made.GitAsync("worktree", "add", "--quiet", "-b", "topic", worktree);
        Directory.CreateDirectory(Path.Combine(worktree, "folder-0000", "deep"));

        var main = await GitRepository.OpenAsync(made.Path);
        Assert.Equal((made.Path, Path.Combine(made.Path, ".git"), "sha256", false, false), (main.WorkTree, main.CommonDirectory, main.ObjectFormat, main.IsBare, main.IsLinkedWorktree));

        var linked = await GitRepository.OpenAsync(Path.Combine(worktree, "folder-0000", "deep"));
        Assert.Equal((worktree, main.CommonDirectory, true), (linked.WorkTree, linked.CommonDirectory, linked.IsLinkedWorktree));
        Assert.Equal("topic", (await linked.GetHeadAsync()).Branch);
        Assert.Equal(64, (await linked.ResolveAsync("topic")).Length);

        var unborn = await GitRepository.OpenAsync(empty.Path);
        Assert.Equal(new GitHead { Branch = "main" }, await unborn.GetHeadAsync());
        Assert.True((await unborn.GetStatusAsync()).IsClean);
        Assert.Empty(await unborn.GetBranchesAsync());
        Assert.Equal(GitErrorKind.NoCommits, (await Assert.ThrowsAsync<GitException>(() => unborn.ResolveAsync("HEAD"))).Kind);

        var bare = await GitRepository.OpenAsync((await origin.CloneAsync("bare.git", "--bare")).Path);
        Assert.Equal((true, null, bare.CommonDirectory), (bare.IsBare, bare.WorkTree, bare.GitDirectory));
        Assert.True((await GitRepository.OpenAsync((await origin.CloneAsync("shallow", "--depth=1")).Path)).IsShallow);
        Assert.True((await GitRepository.OpenAsync((await origin.CloneAsync("partial", "--filter=blob:none")).Path)).IsPartialClone);
        Assert.True((await GitRepository.OpenAsync((await origin.CloneAsync("sparse", "--sparse")).Path)).IsSparse);
        var submodule = await GitRepository.OpenAsync(Path.Combine(origin.Path, "sub"));
        Assert.Equal(Path.Combine(origin.Path, ".git", "modules", "sub"), submodule.GitDirectory);
        Assert.False(submodule.IsLinkedWorktree);
    }

    [Fact(Timeout = Limit)]
    public async Task A_status_names_every_path_as_it_is_and_leaves_the_index_alone()
    {
        await using var made = await TestRepository.CreateAsync(new() { Files = 5 });
        await made.CommitAsync("Names", (".gitignore", "*.log\n"), ("-dash", "1\n"), ("a b\nc ü.txt", "2\n"));
        var clone = await made.CloneAsync("clone");
        await clone.CommitAsync("Ahead");
        await made.CommitAsync("Behind");
        await clone.GitAsync("fetch", "--quiet");
        clone.Write("-dash", "changed\n");
        clone.Write("new \"quoted\"\n.txt", "new\n");
        clone.Write("x.log", "ignored\n");
        await clone.GitAsync("mv", "a b\nc ü.txt", "moved.txt");
        File.Delete(Path.Combine(clone.Path, "folder-0000", "file-000000.txt"));
        var index = await File.ReadAllBytesAsync(Path.Combine(clone.Path, ".git", "index"));

        var status = await (await GitRepository.OpenAsync(clone.Path)).GetStatusAsync(withIgnored: true);

        Assert.Equal(("origin/main", 1, 1), (status.Upstream, status.AheadBy, status.BehindBy));
        Assert.Equal(
            ["-dash .M", "folder-0000/file-000000.txt .D", "moved.txt R. from a b\nc ü.txt", "new \"quoted\"\n.txt ?", "x.log !"],
            status.Entries.Select(entry => $"{entry.Path} {(entry.IsUntracked ? "?" : entry.IsIgnored ? "!" : $"{entry.IndexState}{entry.WorkTreeState}")}{(entry.OriginalPath is { } old ? " from " + old : "")}").Order(StringComparer.Ordinal));
        Assert.Equal(index, await File.ReadAllBytesAsync(Path.Combine(clone.Path, ".git", "index")));
    }

    [Fact(Timeout = Limit)]
    public async Task Branches_say_where_they_are_checked_out_and_what_they_follow()
    {
        await using var made = await TestRepository.CreateAsync();
        var clone = await made.CloneAsync("clone");
        await clone.GitAsync("branch", "free");

        var branches = await (await GitRepository.OpenAsync(clone.Path)).GetBranchesAsync();

        Assert.Equal(["free", "main", "origin/main"], branches.Select(branch => branch.Name));
        Assert.Equal([null, clone.Path, null], branches.Select(branch => branch.WorktreePath));
        Assert.Equal([null, "origin/main", null], branches.Select(branch => branch.Upstream));
        Assert.Equal([false, false, true], branches.Select(branch => branch.IsRemote));
    }

    [Fact]
    public async Task Retries_wait_longer_each_time_and_only_for_locks()
    {
        var config = new GitRetryConfig { MaxRetries = 5, BaseDelayMs = 10, MaxDelayMs = 50, JitterMs = 4 };
        Assert.Equal([10, 20, 40, 50, 50], Enumerable.Range(0, 5).Select(retry => config.Delay(retry, 0).TotalMilliseconds));
        Assert.Equal([14, 54], [config.Delay(0, 1).TotalMilliseconds, config.Delay(4, 1).TotalMilliseconds]);

        var tries = 0;
        var result = await GitRetry.RunAsync(_ => ++tries < 3 ? throw new GitException(GitErrorKind.Locked, "locked") : Task.FromResult(tries), new() { BaseDelayMs = 0, JitterMs = 0 });
        Assert.Equal((3, 3), (result.Result, result.Attempts));
        tries = 0;
        await Assert.ThrowsAsync<GitException>(() => GitRetry.RunAsync<int>(_ => ++tries > 0 ? throw new GitException(GitErrorKind.Conflict, "conflict") : Task.FromResult(0)));
        Assert.Equal(1, tries);
        await Assert.ThrowsAsync<ArgumentException>(() => GitRetry.RunAsync(_ => Task.FromResult(0), new() { MaxRetries = 101 }));
    }
}
