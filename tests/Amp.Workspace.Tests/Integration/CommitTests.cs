using Amp.Testing;

namespace Amp.Workspace.Tests.Integration;

public sealed class CommitTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task All_work_is_committed_with_the_message_and_author_as_given_and_no_hook_runs()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        var hooks = Directory.CreateDirectory(Path.Combine(fixture.Repository.Surroundings, "hooks")).FullName;
        foreach (var hook in (string[])["pre-commit", "commit-msg", "post-commit", "reference-transaction", "prepare-commit-msg"])
        {
            await Scripts.WriteAsync(Path.Combine(hooks, hook), "exit 1");
        }

        await fixture.GitAsync("config", "core.hooksPath", hooks);
        await fixture.WriteAsync("new\nfile", "1\n");
        await fixture.WriteAsync("shared", "changed\n");
        await fixture.WriteAsync(".env", "secret");
        File.Delete(Path.Combine(fixture.Worktree, "other"));
        Directory.CreateDirectory(Path.Combine(fixture.Worktree, "inner"));
        await fixture.WriteAsync("inner/file", "kept\n");
        await fixture.Repository.GitInAsync(Path.Combine(fixture.Worktree, "inner"), "init", "--quiet");
        var date = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(-5.5));
        const string Message = "-F $(touch /tmp/x) `x` \"'\n\n# not a comment\n  indented  \nTrailer: é";
        var integrator = await fixture.OpenAsync();

        var commit = await integrator.CommitAsync(new() { Message = Message, Author = new() { Name = "An Agent", Email = "agent@example.com", Date = date } });

        Assert.Equal((Message, "An Agent <agent@example.com>", date), (commit!.Message, commit.Author, commit.Date));
        Assert.Equal(commit.Sha, await fixture.GitAsync("rev-parse", "refs/heads/work"));
        Assert.Equal("D\0other\0A\0inner/file\0A\0new\nfile\0M\0shared\0".Split('\0').Chunk(2).Select(pair => string.Join(' ', pair)).Order(), (await fixture.GitAsync("diff-tree", "-r", "-z", "--no-renames", "--name-status", "HEAD^", "HEAD")).Split('\0').Chunk(2).Select(pair => string.Join(' ', pair)).Order());

        // Git sees the inner repository as its owner does, and all else as committed.
        Assert.Equal("", await fixture.GitAsync("status", "--short"));
        Assert.Null(await integrator.CommitAsync(new() { Message = "Nothing" }));
        Assert.NotNull(await integrator.CommitAsync(new() { Message = "Nothing", AllowsEmpty = true }));
    }

    [Fact(Timeout = Limit)]
    public async Task Hooks_run_when_asked_and_one_that_refuses_leaves_everything_as_it_was()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        var hooks = Directory.CreateDirectory(Path.Combine(fixture.Repository.Surroundings, "hooks")).FullName;
        await Scripts.WriteAsync(Path.Combine(hooks, "pre-commit"), "grep -q good shared || { echo 'not good' >&2; exit 1; }");
        await fixture.GitAsync("config", "core.hooksPath", hooks);
        await fixture.WriteAsync("shared", "bad\n");
        var integrator = await fixture.OpenAsync();
        var state = await fixture.StateAsync();

        var e = await Assert.ThrowsAsync<GitException>(() => integrator.CommitAsync(new() { Message = "Bad", RunsHooks = true }));

        Assert.Contains("not good", e.StandardError, StringComparison.Ordinal);
        Assert.Equal(state, await fixture.StateAsync());
        await fixture.WriteAsync("shared", "good\n");
        Assert.Equal("Good", (await integrator.CommitAsync(new() { Message = "Good", RunsHooks = true }))!.Message);
        Assert.Equal("", await fixture.GitAsync("status", "--short"));
    }

    [Fact(Timeout = Limit)]
    public async Task The_first_commit_of_a_repository_and_one_on_no_branch_can_be_made()
    {
        await using var repository = await TestRepository.CreateAsync(new() { Files = 0 });
        repository.Write("first", "1\n");
        var integrator = await WorkIntegrator.OpenAsync(repository.Path);
        var first = await integrator.CommitAsync(new() { Message = "First" });
        Assert.Equal(first!.Sha, await repository.GitAsync("rev-parse", "main"));

        await repository.GitAsync("checkout", "--quiet", "--detach");
        repository.Write("second", "2\n");
        var second = await integrator.CommitAsync(new() { Message = "Second" });

        Assert.Equal(first.Sha, await repository.GitAsync("rev-parse", "main"));
        Assert.Equal(second!.Sha, await repository.GitAsync("rev-parse", "HEAD"));
        Assert.Equal(["Second"], (await integrator.GetCommitsAsync("main")).Select(commit => commit.Message));
    }

    [Fact(Timeout = Limit)]
    public async Task Files_in_conflict_without_a_merge_are_refused_and_stay_as_they_are()
    {
        await using var repository = await TestRepository.CreateAsync();
        await repository.CommitAsync("Base", ("f.txt", "base\n"));
        repository.Write("f.txt", "stashed\n");
        await repository.GitAsync("stash");
        await repository.CommitAsync("Other", ("f.txt", "other\n"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => repository.GitAsync("stash", "pop"));
        var before = await RepositoryState.OfAsync(repository.Path);
        var work = await WorkIntegrator.OpenAsync(repository.Path);

        var refusal = await Assert.ThrowsAsync<GitException>(() => work.CommitAsync(new() { Message = "With marks" }));

        Assert.Equal(GitErrorKind.Conflict, refusal.Kind);
        Assert.Contains("f.txt", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await RepositoryState.OfAsync(repository.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task A_merge_under_way_and_a_name_that_git_would_change_are_refused()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.CommitAsync("Work", "shared", "work\n");
        await fixture.Repository.CommitAsync("Main", ("shared", "main\n"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.GitAsync("merge", "main"));
        var integrator = await fixture.OpenAsync();

        var e = await Assert.ThrowsAsync<WorkspaceException>(() => integrator.CommitAsync(new() { Message = "x" }));
        Assert.Contains("A merge is under way", e.Message, StringComparison.Ordinal);
        await fixture.GitAsync("merge", "--abort");
        await fixture.WriteAsync("shared", "2\n");
        await Assert.ThrowsAsync<ArgumentException>(() => integrator.CommitAsync(new() { Message = " " }));
        await Assert.ThrowsAsync<ArgumentException>(() => integrator.CommitAsync(new() { Message = "x", Author = new() { Name = "a\nb", Email = "a@b" } }));
    }

    [Fact(Timeout = Limit)]
    public async Task The_work_is_told_as_commits_and_as_one_patch_with_what_is_not_committed()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.CommitAsync("One", "new", "1\n");
        var last = await fixture.CommitAsync("Two\n\nbody", "new", "1\n2\n");
        await fixture.Repository.CommitAsync("Main", ("main", "1\n"));
        await fixture.WriteAsync("new", "1\n2\n3\n");
        var integrator = await fixture.OpenAsync();

        var info = await integrator.GetBranchInfoAsync("main");
        Assert.Equal((2, 1), (info.AheadBy, info.BehindBy));
        Assert.Equal(await fixture.GitAsync("merge-base", "main", "HEAD"), info.BranchpointSha);
        var commits = await integrator.GetCommitsAsync("main");
        Assert.Equal(["Two\n\nbody", "One"], commits.Select(commit => commit.Message));
        Assert.Equal(last, commits[0].Sha);

        var patch = Path.Combine(fixture.Repository.Surroundings, "the patch");
        await integrator.WritePatchAsync("main", patch);
        await fixture.Repository.GitAsync("apply", patch);
        Assert.Equal("1\n2\n3\n", await File.ReadAllTextAsync(Path.Combine(fixture.Repository.Path, "new")));
        Assert.True(File.Exists(Path.Combine(fixture.Repository.Path, "main")));
    }
}
