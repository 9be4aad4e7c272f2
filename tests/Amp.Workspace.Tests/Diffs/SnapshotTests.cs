using Amp.Testing;

namespace Amp.Workspace.Tests.Diffs;

public sealed class SnapshotTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task A_snapshot_holds_what_is_staged_unstaged_and_untracked_and_not_what_is_ignored()
    {
        await using var repository = await TestRepository.CreateAsync();
        await repository.CommitAsync("Ignore", (".gitignore", "*.log\n"), ("staged", "1"), ("unstaged", "1"), ("gone", "1"), ("uncached", "1"));
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using var before = await tracker.CaptureAsync("before");
        repository.Write("staged", "2");
        await repository.GitAsync("add", "staged");
        repository.Write("unstaged", "2");
        repository.Write("untracked", "2");
        repository.Write("ignored.log", "2");
        File.Delete(Path.Combine(repository.Path, "gone"));
        await repository.GitAsync("rm", "--quiet", "--cached", "uncached");
        repository.Write("promised", "2");
        await repository.GitAsync("add", "--intent-to-add", "promised");

        await using var after = await tracker.CaptureAsync("after");
        var diff = await tracker.DiffAsync(before, after);

        Assert.Equal(["gone Delete", "promised Create", "staged Modify", "unstaged Modify", "untracked Create"], diff.Files.Select(file => $"{file.Path} {file.Operation}"));
        Assert.Equal("after", after.Label);
        Assert.Equal(await repository.GitAsync("rev-parse", "HEAD"), after.HeadCommit);
        Assert.Equal("2"u8.ToArray(), (await tracker.ReadFileAsync(after, "untracked")).ToArray());
    }

    [Fact(Timeout = Limit)]
    public async Task Ignored_files_come_in_and_any_files_stay_out_when_asked()
    {
        await using var repository = await TestRepository.CreateAsync();
        await repository.CommitAsync("Ignore", (".gitignore", "*.log\nlogs/\n"));
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path, new() { IncludesIgnored = true, Excludes = ["node_modules/**", "**/*.tmp"] });
        await using var before = await tracker.FromRevisionAsync("HEAD");
        foreach (var path in (string[])["a.log", "logs/deep/b", "node_modules/x/y.js", "c.tmp", "d/c.tmp", "plain"])
        {
            repository.Write(path, path);
        }

        var diff = await tracker.DiffAsync(before);

        Assert.Equal(["a.log", "logs/deep/b", "plain"], diff.Files.Select(file => file.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task The_index_refs_logs_and_hooks_of_the_user_are_not_touched_and_a_disposed_snapshot_leaves_no_ref()
    {
        await using var repository = await TestRepository.CreateAsync();
        var hooks = Directory.CreateDirectory(Path.Combine(repository.Surroundings, "hooks")).FullName;
        var trace = Path.Combine(repository.Surroundings, "hook-ran");
        foreach (var hook in (string[])["reference-transaction", "post-index-change", "pre-commit", "fsmonitor"])
        {
            await Scripts.WriteAsync(Path.Combine(hooks, hook), $"touch '{trace}'");
        }

        await repository.GitAsync("config", "core.hooksPath", hooks);
        await repository.GitAsync("config", "core.fsmonitor", Path.Combine(hooks, "fsmonitor"));
        repository.Write("new", "1");
        var state = await RepositoryState.OfAsync(repository.Path);
        await using (var tracker = await FileDiffTracker.OpenAsync(repository.Path))
        {
            var snapshot = await tracker.CaptureAsync();
            Assert.Contains(snapshot.Id, await repository.GitAsync("-c", "core.hooksPath=/dev/null", "for-each-ref"), StringComparison.Ordinal);
            Assert.Equal("tree", await repository.GitAsync("cat-file", "-t", snapshot.Id));
            await snapshot.DisposeAsync();
            await snapshot.DisposeAsync();
        }

        Assert.False(File.Exists(trace));
        Assert.Equal(state, await RepositoryState.OfAsync(repository.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task Git_collects_a_snapshot_only_after_it_is_let_go()
    {
        await using var repository = await TestRepository.CreateAsync();
        repository.Write("new", "only in the snapshot");
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        var snapshot = await tracker.CaptureAsync();
        var tree = snapshot.TreeId;
        File.Delete(Path.Combine(repository.Path, "new"));

        await repository.GitAsync("gc", "--quiet", "--prune=now");
        Assert.Equal("only in the snapshot", await repository.GitAsync("cat-file", "blob", tree + ":new"));

        await snapshot.DisposeAsync();
        await repository.GitAsync("gc", "--quiet", "--prune=now");
        await Assert.ThrowsAsync<InvalidOperationException>(() => repository.GitAsync("cat-file", "-e", tree));
        await Assert.ThrowsAsync<ArgumentException>(() => tracker.DiffAsync(snapshot));
    }

    [Fact(Timeout = Limit)]
    public async Task Snapshots_that_a_crash_left_behind_are_found_by_their_age()
    {
        await using var repository = await TestRepository.CreateAsync();
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        _ = await tracker.CaptureAsync();
        await repository.GitAsync("update-ref", "refs/amp/snapshots/of-somebody-else", "HEAD");
        var later = new FixedClock(DateTimeOffset.FromUnixTimeMilliseconds(4_000_000_000_000));
        await using var another = await FileDiffTracker.OpenAsync(repository.Path, clock: later);
        await using var young = await another.CaptureAsync();

        Assert.Equal(1, await another.RemoveStaleSnapshotsAsync(TimeSpan.FromDays(1)));

        Assert.Equal([young.Id, "refs/amp/snapshots/of-somebody-else"], (await repository.GitAsync("for-each-ref", "--format=%(refname)", "refs/amp")).Split('\n'));
    }

    [Fact(Timeout = Limit)]
    public async Task An_isolated_snapshot_leaves_no_trace_and_copies_no_unchanged_file()
    {
        await using var repository = await TestRepository.CreateAsync(new() { Files = 200, FileBytes = 4096, FolderName = "with space,\"quote\":and line\nbreak" });
        var root = Path.Combine(repository.Surroundings, "private: \"root\"");
        repository.Write("folder-0000/file-000000.txt", "changed\n");
        var state = await RepositoryState.OfAsync(repository.Path, withObjects: true);
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path, new() { PrivateRoot = root });
        var isolated = await tracker.CaptureIsolatedAsync();
        repository.Write("folder-0000/file-000000.txt", "changed\nagain\n");
        await using var second = await tracker.CaptureIsolatedAsync();

        Assert.InRange(isolated.PrivateBytes, 1, 20_000);
        Assert.Equal("again", Assert.Single((await tracker.DiffAsync(isolated)).Files.Single().Hunks.Single().Lines, line => line.Kind == DiffLineKind.Added).Text);
        Assert.Equal(1, (await tracker.DiffAsync(isolated, second)).Stats.LinesAdded);
        repository.Write("folder-0000/file-000000.txt", "changed\n");
        Assert.Equal(state, await RepositoryState.OfAsync(repository.Path, withObjects: true));

        await isolated.DisposeAsync();
        await second.DisposeAsync();
        Assert.Empty(Directory.GetDirectories(root));
    }

    [Fact(Timeout = Limit)]
    public async Task A_private_folder_of_a_process_that_is_gone_is_deleted_and_one_in_use_is_not()
    {
        await using var repository = await TestRepository.CreateAsync();
        var root = Path.Combine(repository.Surroundings, "private");
        var orphan = Directory.CreateDirectory(Path.Combine(root, "amp-diffs-orphan")).FullName;
        await File.WriteAllTextAsync(Path.Combine(orphan, "owner.lock"), "");
        var foreign = Directory.CreateDirectory(Path.Combine(root, "something-else")).FullName;
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path, new() { PrivateRoot = root });
        await using var held = await tracker.CaptureIsolatedAsync();

        await using var another = await FileDiffTracker.OpenAsync(repository.Path, new() { PrivateRoot = root });

        Assert.False(Directory.Exists(orphan));
        Assert.True(Directory.Exists(foreign));
        Assert.Empty((await another.DiffAsync(held)).Files);
    }

    [Fact(Timeout = Limit)]
    public async Task Snapshots_can_be_taken_at_once_while_somebody_commits()
    {
        await using var repository = await TestRepository.CreateAsync(new() { Files = 100 });
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        var commits = Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await repository.CommitAsync("More", ("folder-0000/file-000001.txt", $"{i}\n"), ($"new-{i}", "new\n"));
            }
        });
        var captures = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tracker.CaptureAsync()));
        await commits;

        // Whatever moment each shows, it is a whole one: the two files of a commit agree, give or take the one that was being written.
        foreach (var capture in captures)
        {
            var names = (await repository.GitAsync("ls-tree", "--name-only", capture.TreeId)).Split('\n').Count(name => name.StartsWith("new-", StringComparison.Ordinal));
            Assert.InRange(names, 0, 10);
            Assert.Equal(100, (await repository.GitAsync("ls-tree", "--name-only", capture.TreeId + ":folder-0000")).Split('\n').Length);
            await capture.DisposeAsync();
        }

        await using var last = await tracker.CaptureAsync();
        Assert.Equal(await repository.GitAsync("rev-parse", "HEAD^{tree}"), last.TreeId);
    }
}
