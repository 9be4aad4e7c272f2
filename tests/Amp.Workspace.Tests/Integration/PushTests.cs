using Amp.Client.Processes;

namespace Amp.Workspace.Tests.Integration;

public sealed class PushTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task Work_is_pushed_and_what_is_there_is_replaced_only_when_it_is_what_was_expected()
    {
        await using var fixture = await IntegrationFixture.CreateAsync();
        var remote = await fixture.Repository.CloneAsync("the remote", "--bare");
        await fixture.GitAsync("remote", "add", "origin", remote.Path);
        var hooks = Directory.CreateDirectory(Path.Combine(fixture.Repository.Surroundings, "hooks")).FullName;
        await Scripts.WriteAsync(Path.Combine(hooks, "pre-push"), "exit 1");
        await fixture.GitAsync("config", "core.hooksPath", hooks);
        var first = await fixture.CommitAsync("One", "new", "1\n");
        var integrator = await fixture.OpenAsync();

        await integrator.PushAsync(new() { Branch = "agents/work" });
        Assert.Equal(first, await remote.GitAsync("rev-parse", "refs/heads/agents/work"));

        await fixture.GitAsync("reset", "--quiet", "--hard", "HEAD^");
        var second = await fixture.CommitAsync("Another", "new", "2\n");
        Assert.Equal(GitErrorKind.PushRejected, (await Assert.ThrowsAsync<GitException>(() => integrator.PushAsync(new() { Branch = "agents/work" }))).Kind);
        Assert.Equal(GitErrorKind.PushRejected, (await Assert.ThrowsAsync<GitException>(() => integrator.PushAsync(new() { Branch = "agents/work", ReplacesSha = second }))).Kind);
        Assert.Equal(first, await remote.GitAsync("rev-parse", "refs/heads/agents/work"));

        await integrator.PushAsync(new() { Branch = "agents/work", ReplacesSha = first });
        Assert.Equal(second, await remote.GitAsync("rev-parse", "refs/heads/agents/work"));
        await Assert.ThrowsAsync<GitException>(() => integrator.PushAsync(new() { Branch = "x", RunsHooks = true }));
        await Assert.ThrowsAsync<ArgumentException>(() => integrator.PushAsync(new() { Branch = "x", Remote = "--receive-pack=touch" }));
    }

    [Fact(Timeout = Limit)]
    public async Task A_push_ends_with_its_host()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // the mark is for the guard, which is Linux's
        }

        await using var fixture = await IntegrationFixture.CreateAsync();
        var remote = await fixture.Repository.CloneAsync("remote", "--bare");
        var seen = Path.Combine(fixture.Repository.Surroundings, "seen");
        await fixture.GitAsync("remote", "add", "origin", remote.Path);
        await fixture.GitAsync("config", "remote.origin.receivepack", $"env | grep ^{HostGuard.Marker}= > '{seen}'; git-receive-pack");

        await (await fixture.OpenAsync()).PushAsync(new() { Branch = "agents/work" });

        Assert.Contains($"{HostGuard.Marker}={HostGuard.HostId}", await File.ReadAllTextAsync(seen), StringComparison.Ordinal);
    }
}
