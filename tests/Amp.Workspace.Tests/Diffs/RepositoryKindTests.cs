using System.Diagnostics;
using Amp.Testing;

namespace Amp.Workspace.Tests.Diffs;

public sealed class RepositoryKindTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task A_repository_without_commits_has_snapshots_too()
    {
        await using var repository = await TestRepository.CreateAsync(new() { Files = 0 });
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using var nothing = await tracker.CaptureAsync();
        repository.Write("first", "1\n");
        repository.Write("second", "1\n");
        await repository.GitAsync("add", "second");

        var diff = await tracker.DiffAsync(nothing);

        Assert.Null(nothing.HeadCommit);
        Assert.Equal(["first", "second"], diff.Files.Select(file => file.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task A_detached_worktree_is_looked_at_apart_from_the_main_one_and_from_any_folder_in_it()
    {
        await using var repository = await TestRepository.CreateAsync(new() { Files = 101 });
        var worktree = Path.Combine(repository.Surroundings, "work tree");
        await repository.GitAsync("worktree", "add", "--quiet", "--detach", worktree);
        repository.Write("only in main", "1\n");
        await using var tracker = await FileDiffTracker.OpenAsync(Path.Combine(worktree, "folder-0000"));
        await using var before = await tracker.CaptureAsync();
        await File.WriteAllTextAsync(Path.Combine(worktree, "new"), "1\n");

        Assert.Equal(worktree, tracker.Root);
        Assert.Equal("new", Assert.Single((await tracker.DiffAsync(before)).Files).Path);

        // Snapshots of two worktrees of one repository can be compared.
        await using var main = await FileDiffTracker.OpenAsync(repository.Path);
        await using var ofMain = await main.CaptureAsync();
        Assert.Equal("only in main", Assert.Single((await tracker.DiffAsync(before, ofMain)).Files).Path);

        // And a snapshot can be let go of when its worktree is gone.
        await repository.GitAsync("worktree", "remove", "--force", worktree);
    }

    [Fact(Timeout = Limit)]
    public async Task A_bare_repository_is_refused_with_what_to_do()
    {
        await using var repository = await TestRepository.CreateAsync(new() { IsBare = true });

        var e = await Assert.ThrowsAsync<GitException>(() => FileDiffTracker.OpenAsync(repository.Path));

        Assert.Equal(GitErrorKind.NoWorkTree, e.Kind);
        Assert.Contains("Give a folder of one of its worktrees", e.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Snapshots_of_two_repositories_are_not_compared()
    {
        await using var one = await TestRepository.CreateAsync();
        await using var other = await TestRepository.CreateAsync();
        await using var tracker = await FileDiffTracker.OpenAsync(one.Path);
        await using var stranger = await FileDiffTracker.OpenAsync(other.Path);
        await using var snapshot = await stranger.CaptureAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => tracker.DiffAsync(snapshot));
    }

    [Theory(Timeout = Limit)]
    [InlineData("sparse-checkout", "set", "--sparse-index", "folder-0001")]
    [InlineData("update-index", "--split-index")]
    [InlineData("update-index", "--untracked-cache")]
    [InlineData("update-index", "--index-version", "4")]
    public async Task Every_form_of_the_index_is_read_and_left_as_it_is(params string[] command)
    {
        await using var repository = await TestRepository.CreateAsync(new() { Files = 201 });
        await repository.GitAsync(command);
        await repository.GitAsync("status", "--short");
        repository.Write("folder-0001/file-000100.txt", "changed\n");
        repository.Write("folder-0002/new", "new\n");
        var state = await RepositoryState.OfAsync(repository.Path);
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using var head = await tracker.FromRevisionAsync("HEAD");
        var diff = await tracker.DiffAsync(head);
        await head.DisposeAsync();

        Assert.Equal(["folder-0001/file-000100.txt", "folder-0002/new"], diff.Files.Select(file => file.Path));
        Assert.Equal(state, await RepositoryState.OfAsync(repository.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task A_merge_under_way_is_shown_as_its_files_are()
    {
        await using var repository = await TestRepository.CreateAsync();
        await repository.CommitAsync("Base", ("both", "base\n"), ("theirs-gone", "x\n"));
        await repository.GitAsync("checkout", "--quiet", "-b", "side");
        await repository.CommitAsync("Side", ("both", "side\n"));
        await repository.GitAsync("checkout", "--quiet", "main");
        await repository.CommitAsync("Main", ("both", "main\n"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => repository.GitAsync("merge", "side"));
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using var snapshot = await tracker.CaptureAsync();

        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(repository.Path, "both")), (await tracker.ReadFileAsync(snapshot, "both")).ToArray());
    }

    [Fact(Timeout = Limit)]
    public async Task The_files_of_an_embedded_repository_are_kept_and_not_only_its_commit()
    {
        await using var repository = await TestRepository.CreateAsync();
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using var before = await tracker.CaptureAsync();
        foreach (var (folder, commits) in new[] { ("with commit", true), ("without\ncommit", false) })
        {
            repository.Write(folder + "/file", "content\n");
            repository.Write(folder + "/.gitignore", "secret\n");
            repository.Write(folder + "/secret", "ignored\n");
            await repository.GitInAsync(Path.Combine(repository.Path, folder), "init", "--quiet");
            if (commits)
            {
                await repository.GitInAsync(Path.Combine(repository.Path, folder), "add", "--all");
                await repository.GitInAsync(Path.Combine(repository.Path, folder), "commit", "--quiet", "--message", "Inner");
            }
        }

        repository.Write("with commit/deep/file", "uncommitted\n");
        await repository.GitInAsync(Path.Combine(repository.Path, "with commit", "deep"), "init", "--quiet");
        await repository.GitAsync("worktree", "add", "--quiet", "--detach", Path.Combine(repository.Path, "trees/agent"));

        await using var after = await tracker.CaptureAsync();
        var diff = await tracker.DiffAsync(before, after);

        Assert.Equal(
            ["with commit/.gitignore", "with commit/deep/file", "with commit/file", "without\ncommit/.gitignore", "without\ncommit/file"],
            diff.Files.Select(file => file.Path));
        Assert.All(diff.Files, file => Assert.Equal("100644", file.NewMode));
        Assert.Equal(["with commit/", "with commit/deep/", "without\ncommit/"], after.EmbeddedRepositories);
        Assert.Equal(["trees/agent/"], after.LeftOut);
        Assert.Equal(after.TreeId, await PlainApply.ToAsync(repository, before.TreeId, diff.Patch));
    }

    [Fact(Timeout = Limit)]
    public async Task Of_a_submodule_the_commit_is_kept_and_uncommitted_changes_are_told()
    {
        await using var inner = await TestRepository.CreateAsync();
        await using var repository = await TestRepository.CreateAsync();
        await repository.AddSubmoduleAsync("sub", inner);
        var folder = Path.Combine(repository.Path, "sub");
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using var before = await tracker.CaptureAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "dirty"), "1\n");
        await using var dirty = await tracker.CaptureAsync();
        await repository.GitInAsync(folder, "add", "--all");
        await repository.GitInAsync(folder, "commit", "--quiet", "--message", "Inner");
        await using var moved = await tracker.CaptureAsync();

        Assert.Empty(before.DirtySubmodules);
        Assert.Equal(["sub"], dirty.DirtySubmodules);
        Assert.Equal(before.TreeId, dirty.TreeId);
        var file = Assert.Single((await tracker.DiffAsync(dirty, moved)).Files);
        Assert.Equal(("sub", "160000", "160000"), (file.Path, file.OldMode, file.NewMode));
        Assert.Contains("+Subproject commit " + await repository.GitInAsync(folder, "rev-parse", "HEAD"), file.Diff, StringComparison.Ordinal);

        // A submodule is a repository of its own.
        await using var inside = await FileDiffTracker.OpenAsync(folder);
        Assert.Equal(folder, inside.Root);
    }

    [Fact(Timeout = Limit)]
    public async Task A_name_that_is_not_UTF8_comes_back_byte_for_byte()
    {
        await using var repository = await TestRepository.CreateAsync();
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using var before = await tracker.CaptureAsync();
        await RunAsync(repository.Path, "mkdir \"$(printf 'd\\351')\" && printf 'x\\n' > \"$(printf 'd\\351/caf\\351')\"");

        await using var after = await tracker.CaptureAsync();
        var diff = await tracker.DiffAsync(before, after);

        Assert.Contains("b/d\\351/caf\\351", diff.PatchText, StringComparison.Ordinal);
        Assert.Equal(after.TreeId, await PlainApply.ToAsync(repository, before.TreeId, diff.Patch));

        // .NET cannot delete such a name.
        await RunAsync(repository.Surroundings, "rm -rf */d*");
    }

    private static async Task RunAsync(string folder, string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = folder })!;
        await shell.WaitForExitAsync();
    }
}
