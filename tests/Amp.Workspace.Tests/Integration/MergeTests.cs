namespace Amp.Workspace.Tests.Integration;

public sealed class MergeTests
{
    private const int Limit = 120_000;

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_merge_reaches_the_branch_and_the_work_tree_that_it_is_checked_out_in(bool isCheckedOut)
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        var main = fixture.Repository;
        await fixture.CommitAsync("Work", "new", "1\n");
        await main.CommitAsync("Main", ("main", "1\n"));
        await File.WriteAllTextAsync(Path.Combine(main.Path, "untracked"), "mine");
        if (!isCheckedOut)
        {
            await main.GitAsync("checkout", "--quiet", "--detach");
        }

        var files = await RepositoryState.OfAsync(main.Path);
        var integrator = await fixture.OpenAsync();
        Assert.Equal(IntegrationStatus.Ok, (await integrator.MergeAsync("main", new() { IsDryRun = true })).Status);
        Assert.Equal(files, await RepositoryState.OfAsync(main.Path));

        var result = await integrator.MergeAsync("main", new() { Message = "Bring it home", Author = new() { Name = "A", Email = "a@b" } });

        Assert.Equal((IntegrationStatus.Ok, await main.GitAsync("rev-parse", "refs/heads/main")), (result.Status, result.Sha));
        Assert.Equal("Bring it home A", await main.GitAsync("log", "-1", "--format=%s %an", "refs/heads/main"));
        Assert.Equal(2, (await main.GitAsync("log", "-1", "--format=%P", "refs/heads/main")).Split(' ').Length);
        Assert.Equal(isCheckedOut, File.Exists(Path.Combine(main.Path, "new")));
        Assert.Equal("?? untracked", await main.GitAsync("status", "--short"));
        Assert.True((await integrator.MergeAsync("main")).IsUpToDate);
    }

    [Fact(Timeout = Limit)]
    public async Task A_branch_that_has_not_moved_goes_forward_and_a_squash_is_one_commit()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.Repository.GitAsync("branch", "forward");
        await fixture.Repository.GitAsync("branch", "always");
        await fixture.CommitAsync("One", "new", "1\n");
        var last = await fixture.CommitAsync("Two", "new", "2\n");
        var integrator = await fixture.OpenAsync();

        Assert.Equal(last, (await integrator.MergeAsync("forward")).Sha);
        Assert.NotEqual(last, (await integrator.MergeAsync("always", new() { AlwaysCommits = true })).Sha);
        var squashed = await integrator.SquashAsync("main");

        Assert.Equal("Squash 'work' into main", await fixture.Repository.GitAsync("log", "-1", "--format=%s"));
        Assert.Equal(await fixture.GitAsync("rev-parse", "main^"), await fixture.GitAsync("merge-base", "main", "work"));
        Assert.Equal(await fixture.GitAsync("rev-parse", "work^{tree}"), await fixture.GitAsync("rev-parse", squashed.Sha + "^{tree}"));
        Assert.Equal("", await fixture.Repository.GitAsync("status", "--short"));
        Assert.True((await integrator.SquashAsync("main")).IsUpToDate);
    }

    [Fact(Timeout = Limit)]
    public async Task A_conflict_is_listed_and_changes_nothing()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.CommitAsync("Work", "shared", "work\n");
        await fixture.CommitAsync("Work", "odd\nname", "work\n");
        await fixture.Repository.CommitAsync("Main", ("shared", "main\n"), ("odd\nname", "main\n"));
        var state = await fixture.StateAsync();
        var integrator = await fixture.OpenAsync();

        foreach (var result in (MergeResult[])[await integrator.MergeAsync("main"), await integrator.SquashAsync("main"), await integrator.MergeAsync("main", new() { IsDryRun = true })])
        {
            Assert.Equal(IntegrationStatus.Conflict, result.Status);
            Assert.Equal(["odd\nname", "shared"], result.Files);
        }

        Assert.Equal(state, await fixture.StateAsync());
    }

    [Theory(Timeout = Limit)]
    [InlineData("other", "uncommitted")]
    [InlineData(".env", "ignored and in the way")]
    [InlineData("new", "untracked and in the way")]
    public async Task What_somebody_has_in_the_work_tree_of_the_branch_is_never_overwritten(string file, string content)
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.GitAsync("rm", "--quiet", ".gitignore");
        await fixture.WriteAsync(".env", "from the work\n");
        await fixture.CommitAsync("Work", "new", "1\n");
        await File.WriteAllTextAsync(Path.Combine(fixture.Repository.Path, file), content);
        var state = await fixture.StateAsync();
        var integrator = await fixture.OpenAsync();

        foreach (var result in (MergeResult[])[await integrator.MergeAsync("main"), await integrator.SquashAsync("main"), await integrator.MergeAsync("main", new() { IsDryRun = true })])
        {
            Assert.Equal((IntegrationStatus.Blocked, fixture.Repository.Path), (result.Status, result.BlockedIn));
            Assert.Equal([file], result.Files);
        }

        Assert.Equal(state, await fixture.StateAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Work_that_is_not_committed_is_not_left_behind_unseen()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.CommitAsync("Work", "new", "1\n");
        await fixture.WriteAsync("forgotten", "1\n");

        var result = await (await fixture.OpenAsync()).MergeAsync("main");

        Assert.Equal((IntegrationStatus.Blocked, fixture.Worktree), (result.Status, result.BlockedIn));
        Assert.Equal(["forgotten"], result.Files);
    }

    [Fact(Timeout = Limit)]
    public async Task A_wrong_branch_is_refused()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.CommitAsync("Work", "new", "1\n");
        var integrator = await fixture.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => integrator.MergeAsync("work"));
        await Assert.ThrowsAsync<ArgumentException>(() => integrator.MergeAsync("--upload-pack=x"));
        Assert.Equal(GitErrorKind.BadReference, (await Assert.ThrowsAsync<GitException>(() => integrator.MergeAsync("nowhere"))).Kind);
    }
}
