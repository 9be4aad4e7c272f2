using Amp.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Amp.Workspace.Tests.Workspaces;

public sealed class WorkspaceTests
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task A_folder_is_told_for_what_it_is()
    {
        await using var repository = await TestRepository.CreateAsync();
        await using var inner = await TestRepository.CreateAsync();
        await repository.AddSubmoduleAsync("sub", inner);
        var bare = await repository.CloneAsync("bare.git", "--bare");
        var worktree = Path.Combine(repository.Surroundings, "worktree");
        await repository.GitAsync("worktree", "add", "--quiet", "-b", "topic", worktree);
        var workspaces = Manager(repository);

        Assert.Equal(WorkspaceKind.Missing, await KindAsync(Path.Combine(repository.Surroundings, "nothing")));
        Assert.Equal(WorkspaceKind.Plain, await KindAsync(repository.Surroundings));
        Assert.Equal(WorkspaceKind.Repository, await KindAsync(Path.Combine(repository.Path, "folder-0000")));
        Assert.Equal(WorkspaceKind.Submodule, await KindAsync(Path.Combine(repository.Path, "sub")));
        Assert.Equal(WorkspaceKind.Bare, await KindAsync(bare.Path));
        var opened = await workspaces.OpenAsync(worktree);
        Assert.Equal((WorkspaceKind.Worktree, "topic", worktree), (opened.Kind, opened.Head!.Branch, opened.Root));

        Directory.Delete(Path.Combine(repository.Path, ".git", "worktrees", "worktree"), recursive: true);
        Assert.Equal(WorkspaceKind.BrokenWorktree, await KindAsync(worktree));
        // The ones that cannot be worked in are not remembered.
        Assert.Equal([worktree, bare.Path, Path.Combine(repository.Path, "sub"), repository.Path, repository.Surroundings], await workspaces.GetRecentAsync());

        async Task<WorkspaceKind> KindAsync(string path) => (await workspaces.OpenAsync(path)).Kind;
    }

    [Fact(Timeout = Limit)]
    public async Task Recent_ones_are_kept_in_the_shape_of_the_configuration_and_bounded()
    {
        await using var repository = await TestRepository.CreateAsync();
        var workspaces = Manager(repository, options => options.MaxRecent = 2);
        string[] folders = [.. Enumerable.Range(0, 3).Select(i => Directory.CreateDirectory(Path.Combine(repository.Surroundings, $"plain-{i}")).FullName)];
        foreach (var folder in (string[])[.. folders, folders[1]])
        {
            await workspaces.OpenAsync(folder);
        }

        Assert.Equal([folders[1], folders[2]], await Manager(repository).GetRecentAsync());
        Assert.Contains("\"recentWorkspaces\": [", File.ReadAllText(Path.Combine(repository.Surroundings, "recent.json")), StringComparison.Ordinal);
        await workspaces.ForgetAsync(folders[1]);
        Assert.Equal([folders[2]], await workspaces.GetRecentAsync());
        File.WriteAllText(Path.Combine(repository.Surroundings, "recent.json"), "{ broken");
        Assert.Empty(await workspaces.GetRecentAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Its_worktrees_are_listed_with_their_state()
    {
        await using var repository = await TestRepository.CreateAsync();
        var workspaces = Manager(repository);
        var workspace = await workspaces.OpenAsync(repository.Path);
        var made = await workspaces.GetWorktrees(workspace).CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(made.Path, "new.txt"), "new");

        var listed = await workspaces.ListWorktreesAsync(workspace);

        Assert.Equal([true, false], listed.Select(worktree => worktree.State!.IsClean));
        await Assert.ThrowsAsync<WorkspaceException>(async () => await workspaces.ListWorktreesAsync(await workspaces.InspectAsync(repository.Surroundings)));
    }

    [Fact(Timeout = Limit)]
    public async Task Changes_that_come_together_are_told_as_one()
    {
        await using var repository = await TestRepository.CreateAsync();
        var workspaces = Manager(repository, options => options.WatchDelay = TimeSpan.FromMilliseconds(100));
        var workspace = await workspaces.OpenAsync(repository.Path);
        await using var changes = workspaces.WatchAsync(workspace).GetAsyncEnumerator();
        var next = changes.MoveNextAsync();

        repository.Write("a.txt", "a");
        repository.Write("folder-0000/file-000000.txt", "changed");
        Assert.True(await next);
        var paths = changes.Current.Paths.ToHashSet();
        // A busy machine may tell of them in two.
        while (!paths.IsSupersetOf(["a.txt", "folder-0000/file-000000.txt"]))
        {
            Assert.True(await changes.MoveNextAsync());
            paths.UnionWith(changes.Current.Paths);
        }

        Assert.DoesNotContain(paths, path => path.StartsWith(".git", StringComparison.Ordinal));
        await repository.GitAsync("commit", "--quiet", "-am", "Changed");
        do
        {
            Assert.True(await changes.MoveNextAsync());
        }
        while (!changes.Current.IsGitStateChanged);
    }

    [Fact]
    public void A_container_gives_one_and_says_everything_that_is_wrong_with_its_options()
    {
        using var good = new ServiceCollection().AddAmpWorkspace(options => options.MaxRecent = 3).AddAmpWorkspace().BuildServiceProvider();
        Assert.Same(good.GetRequiredService<WorkspaceManager>(), good.GetRequiredService<WorkspaceManager>());

        using var bad = new ServiceCollection().AddAmpWorkspace(options =>
        {
            options.Git.TimeLimit = TimeSpan.Zero;
            options.Git.Retry = new() { MaxRetries = -1 };
            options.Worktrees.CheckoutWorkers = 100;
            options.MaxRecent = -1;
            options.MaxWatchDelay = TimeSpan.Zero;
        }).BuildServiceProvider();
        var failures = Assert.Throws<OptionsValidationException>(bad.GetRequiredService<WorkspaceManager>).Failures.ToArray();
        Assert.All(["Git.TimeLimit", "Git.Retry", "Worktrees.CheckoutWorkers", "MaxRecent", "MaxWatchDelay"], name => Assert.Contains(failures, failure => failure.Contains(name, StringComparison.Ordinal)));
    }

    private static WorkspaceManager Manager(TestRepository repository, Action<WorkspaceOptions>? configure = null)
    {
        var options = new WorkspaceOptions { RecentFile = Path.Combine(repository.Surroundings, "recent.json") };
        options.Worktrees.BaseDirectory = Path.Combine(repository.Surroundings, "worktrees");
        configure?.Invoke(options);
        return new(options);
    }
}
