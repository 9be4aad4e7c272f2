using Amp.Testing;
using Amp.Workspace.Diffs;
using Amp.Workspace.Git;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Workspace.Tests.Diffs;

public sealed class TreeWriterTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task A_folder_is_sorted_as_git_sorts_it_among_names_that_begin_alike()
    {
        await using var repository = await TestRepository.CreateAsync(new() { Files = 0 });
        await repository.CommitAsync("Base", ("a/x", "1\n"));
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        foreach (var path in (string[])["a/y", "a.b", "a-b", "a0", "a.b.c/d", "b/a/c", "b/a.c", "b/a-"])
        {
            repository.Write(path, "2\n");
        }

        await using var snapshot = await tracker.CaptureAsync();

        await repository.GitAsync("add", "--all");
        Assert.Equal(await repository.GitAsync("write-tree"), snapshot.TreeId);
    }

    [Fact(Timeout = Limit)]
    public async Task A_commit_that_is_not_the_current_one_any_more_is_noticed()
    {
        await using var repository = await TestRepository.CreateAsync();
        var old = await repository.GitAsync("rev-parse", "HEAD");
        var git = new GitCommand(new GitOptions(), repository.Path, TimeProvider.System, NullLogger.Instance);
        var area = new SnapshotArea { Environment = new Dictionary<string, string>() };

        Assert.True(await new TreeWriter(git, area, isSha256: false).ReadAsync(old, ["folder-0000/x"], CancellationToken.None));
        await repository.CommitAsync("Another");
        Assert.False(await new TreeWriter(git, area, isSha256: false).ReadAsync(old, ["folder-0000/x"], CancellationToken.None));
        Assert.False(await new TreeWriter(git, area, isSha256: false).ReadAsync(null, ["folder-0000/x"], CancellationToken.None));
    }
}
