namespace Amp.Workspace.Tests.Integration;

public sealed class ApplyTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task Committed_and_uncommitted_work_comes_into_the_other_work_tree_beside_what_is_there()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        var main = fixture.Repository;
        await fixture.CommitAsync("Work", "shared", "one\n2\n3\n4\n5\n6\n7\n8\n9\n");
        await fixture.WriteAsync("binary", "a\0b");
        await fixture.WriteAsync("odd\nname", "1\n");
        File.Delete(Path.Combine(fixture.Worktree, "other"));
        File.CreateSymbolicLink(Path.Combine(fixture.Worktree, "link"), "shared");
        await main.CommitAsync("Main moved on", ("shared", "1\n2\n3\n4\n5\n6\n7\n8\nnine\n"));
        main.Write("mine", "uncommitted\n");
        main.Write("staged", "1\n");
        await main.GitAsync("add", "staged");
        var index = await File.ReadAllBytesAsync(Path.Combine(main.Path, ".git/index"));
        var state = await fixture.StateAsync();
        var integrator = await fixture.OpenAsync();

        var dry = await integrator.ApplyToAsync(main.Path, new() { IsDryRun = true });
        Assert.Equal(IntegrationStatus.Ok, dry.Status);
        Assert.Equal(["binary", "link", "odd\nname", "other", "shared"], dry.Changes!.Files.Select(file => file.Path));
        Assert.Equal(state, await fixture.StateAsync());

        var result = await integrator.ApplyToAsync(main.Path);

        Assert.Equal(IntegrationStatus.Ok, result.Status);
        Assert.Equal("one\n2\n3\n4\n5\n6\n7\n8\nnine\n", await File.ReadAllTextAsync(Path.Combine(main.Path, "shared")));
        Assert.Equal("a\0b", await File.ReadAllTextAsync(Path.Combine(main.Path, "binary")));
        Assert.Equal("shared", new FileInfo(Path.Combine(main.Path, "link")).LinkTarget);
        Assert.False(File.Exists(Path.Combine(main.Path, "other")));
        Assert.Equal("uncommitted\n", await File.ReadAllTextAsync(Path.Combine(main.Path, "mine")));
        Assert.Equal(index, await File.ReadAllBytesAsync(Path.Combine(main.Path, ".git/index")));
        Assert.Equal("", await main.GitAsync("for-each-ref", "refs/amp"));

        // Applied once, it is there: a second time changes nothing.
        Assert.Empty((await integrator.ApplyToAsync(main.Path)).Changes!.Files);
    }

    [Fact(Timeout = Limit)]
    public async Task A_conflict_with_a_commit_or_with_a_file_being_edited_is_listed_and_nothing_is_touched()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.CommitAsync("Work", "new", "1\n");
        await fixture.WriteAsync("shared", "work\n");
        fixture.Repository.Write("shared", "being edited\n");
        var state = await fixture.StateAsync();

        var result = await (await fixture.OpenAsync()).ApplyToAsync(fixture.Repository.Path, new() { AllowsMixing = true });

        Assert.Equal(IntegrationStatus.Conflict, result.Status);
        Assert.Equal(["shared"], result.Files);
        Assert.Equal(state, await fixture.StateAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_with_uncommitted_changes_is_mixed_with_only_when_allowed()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.WriteAsync("new", "1\n");
        await fixture.WriteAsync("shared", "one\n2\n3\n4\n5\n6\n7\n8\n9\n");
        fixture.Repository.Write("shared", "1\n2\n3\n4\n5\n6\n7\n8\nmine\n");
        var state = await fixture.StateAsync();
        var integrator = await fixture.OpenAsync();

        var refused = await integrator.ApplyToAsync(fixture.Repository.Path);
        Assert.Equal(IntegrationStatus.Blocked, refused.Status);
        Assert.Equal(["shared"], refused.Files);
        Assert.Equal(state, await fixture.StateAsync());

        Assert.Equal(IntegrationStatus.Ok, (await integrator.ApplyToAsync(fixture.Repository.Path, new() { AllowsMixing = true })).Status);
        Assert.Equal("one\n2\n3\n4\n5\n6\n7\n8\nmine\n", await File.ReadAllTextAsync(Path.Combine(fixture.Repository.Path, "shared")));
    }

    [Theory(Timeout = Limit)]
    [InlineData(".env")]
    [InlineData("folder/deep/file")]
    public async Task An_ignored_file_in_the_way_is_not_overwritten(string path)
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.GitAsync("rm", "--quiet", ".gitignore");
        Directory.CreateDirectory(Path.Combine(fixture.Worktree, Path.GetDirectoryName(path)!));
        await fixture.WriteAsync(path, "from the work\n");
        await File.AppendAllTextAsync(Path.Combine(fixture.Repository.Path, ".git/info/exclude"), "/folder\n.env\n");
        await fixture.GitAsync("add", "--all", "--force");
        await fixture.GitAsync("commit", "--quiet", "--message", "Work");
        var mine = path.Split('/')[0];
        fixture.Repository.Write(mine, "ignored");
        var state = await fixture.StateAsync();

        var result = await (await fixture.OpenAsync()).ApplyToAsync(fixture.Repository.Path, new() { AllowsMixing = true });

        Assert.Equal(IntegrationStatus.Blocked, result.Status);
        Assert.Equal([path], result.Files);
        Assert.Equal(state, await fixture.StateAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task What_was_written_before_a_failure_is_taken_back()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        var main = fixture.Repository;
        await main.CommitAsync("Filtered", (".gitattributes", "*.up filter=up\n"), ("gone", "x\n"));
        await fixture.GitAsync("merge", "--quiet", "main");
        await fixture.WriteAsync("a", "new\n");
        await fixture.WriteAsync("shared", "changed\n");
        await fixture.WriteAsync("z.up", "cannot be written\n");
        File.Delete(Path.Combine(fixture.Worktree, "gone"));
        await main.GitAsync("config", "filter.up.clean", "cat");
        await main.GitAsync("config", "filter.up.smudge", "false");
        await main.GitAsync("config", "filter.up.required", "true");
        main.Write("mine", "1\n");
        var state = await RepositoryState.OfAsync(main.Path);

        var failure = await Assert.ThrowsAsync<GitException>(async () => await (await fixture.OpenAsync()).ApplyToAsync(main.Path));

        Assert.Contains("smudge", failure.Message, StringComparison.Ordinal);
        Assert.Equal(state, await RepositoryState.OfAsync(main.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task Another_repository_and_the_work_itself_are_refused()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await using var stranger = await IntegrationFixture.CreateAsync();
        var integrator = await fixture.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => integrator.ApplyToAsync(fixture.Worktree));
        await Assert.ThrowsAsync<ArgumentException>(() => integrator.ApplyToAsync(stranger.Worktree));
    }
}
