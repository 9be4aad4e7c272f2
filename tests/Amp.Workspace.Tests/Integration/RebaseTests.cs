using System.Text;

namespace Amp.Workspace.Tests.Integration;

public sealed class RebaseTests
{
    private const int Limit = 120_000;

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commits_are_made_anew_on_the_new_base_with_their_authors_dates_and_messages(bool isDetached)
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.WriteAsync("new", "1\n");
        await fixture.GitAsync("add", "--all");
        await fixture.GitAsync("-c", "i18n.commitEncoding=ISO-8859-1", "commit", "--quiet", "--author=Somebody Else <else@example.com>", "--date=2020-01-02T03:04:05+0200", "--cleanup=verbatim", "--message=Subject\n\n# kept\n\n");
        await fixture.CommitAsync("Already there", "cherry", "1\n");
        var old = await fixture.CommitAsync("Last", "shared", "1\n2\n3\n4\n5\n6\n7\n8\nnine\n");
        await fixture.Repository.CommitAsync("Main", ("shared", "one\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        await fixture.Repository.CommitAsync("The same", ("cherry", "1\n"));
        await fixture.WriteAsync("untracked", "mine");
        await fixture.WriteAsync(".env", "mine");
        if (isDetached)
        {
            await fixture.GitAsync("checkout", "--quiet", "--detach");
        }

        var state = await fixture.StateAsync();
        var integrator = await fixture.OpenAsync();
        var dry = await integrator.RebaseAsync("main", new() { IsDryRun = true });
        Assert.Equal((IntegrationStatus.Ok, null, 2), (dry.Status, dry.Sha, dry.Replayed));
        Assert.Equal(state, await fixture.StateAsync());

        var result = await integrator.RebaseAsync("main");

        Assert.Equal((IntegrationStatus.Ok, 2, old), (result.Status, result.Replayed, result.PreviousSha));
        Assert.Single(result.Dropped);
        Assert.Equal(result.Sha, await fixture.GitAsync("rev-parse", isDetached ? "HEAD" : "work"));
        Assert.Equal(isDetached ? old : result.Sha, await fixture.GitAsync("rev-parse", "work"));
        Assert.Equal(old, await fixture.GitAsync("rev-parse", "ORIG_HEAD"));
        Assert.Equal("Last|Subject|The same|Main|Base", (await fixture.GitAsync("log", "--format=%s")).Replace('\n', '|'));
        var raw = await fixture.GitAsync("cat-file", "commit", "HEAD^");
        Assert.Contains("author Somebody Else <else@example.com> 1577927045 +0200", raw, StringComparison.Ordinal);
        Assert.Contains("encoding ISO-8859-1", raw, StringComparison.Ordinal);
        Assert.EndsWith("\n\nSubject\n\n# kept\n", raw.TrimEnd('\n') + "\n", StringComparison.Ordinal);
        Assert.Equal("one\n2\n3\n4\n5\n6\n7\n8\nnine\n", await File.ReadAllTextAsync(Path.Combine(fixture.Worktree, "shared"), Encoding.UTF8));
        Assert.Equal("?? untracked", await fixture.GitAsync("status", "--short"));
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(fixture.Worktree, ".env")));
        Assert.Equal(result.Sha, (await integrator.RebaseAsync("main")).Sha);
        await fixture.GitAsync("fsck", "--strict", "--no-dangling");
    }

    [Fact(Timeout = Limit)]
    public async Task A_conflict_names_the_commit_and_its_files_and_changes_nothing()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.CommitAsync("Fine", "new", "1\n");
        var bad = await fixture.CommitAsync("Bad", "shared", "work\n");
        await fixture.CommitAsync("Fine too", "new", "2\n");
        await fixture.Repository.CommitAsync("Main", ("shared", "main\n"));
        var state = await fixture.StateAsync();

        var result = await (await fixture.OpenAsync()).RebaseAsync("main");

        Assert.Equal((IntegrationStatus.Conflict, bad), (result.Status, result.ConflictingSha));
        Assert.Equal(["shared"], result.Files);
        Assert.Equal(state, await fixture.StateAsync());
    }

    [Theory(Timeout = Limit)]
    [InlineData("other")]
    [InlineData(".env")]
    public async Task What_lies_in_the_work_tree_is_never_overwritten(string file)
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.CommitAsync("Work", "new", "1\n");
        await fixture.Repository.GitAsync("rm", "--quiet", ".gitignore");
        await fixture.Repository.CommitAsync("Main", (".env", "from main\n"));
        await fixture.WriteAsync(file, "mine");
        var state = await fixture.StateAsync();

        var result = await (await fixture.OpenAsync()).RebaseAsync("main");

        Assert.Equal(IntegrationStatus.Blocked, result.Status);
        Assert.Equal([file], result.Files);
        Assert.Equal(state, await fixture.StateAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Work_with_a_merge_in_it_is_refused()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        await fixture.CommitAsync("Work", "new", "1\n");
        await fixture.Repository.CommitAsync("Main", ("main", "1\n"));
        await fixture.GitAsync("merge", "--quiet", "--no-edit", "main");
        await fixture.Repository.CommitAsync("Main again", ("main", "2\n"));

        var e = await Assert.ThrowsAsync<WorkspaceException>(async () => await (await fixture.OpenAsync()).RebaseAsync("main"));

        Assert.Contains("Merge or squash the work instead", e.Message, StringComparison.Ordinal);
    }
}
