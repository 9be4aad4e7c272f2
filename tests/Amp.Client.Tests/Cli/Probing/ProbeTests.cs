using Amp.Client.Cli;
using Amp.Client.Tests.Cli.Capabilities;
using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Cli.Probing;

/// <summary>A CLI is asked what it is once, and never by sending it a prompt.</summary>
public sealed class ProbeTests
{
    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_CLI_is_asked_once_for_any_number_of_runs()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => run.Client.RunIterationAsync("x")));
        await run.Client.GetCliAsync();

        Assert.Equal(["--help", "--version"], run.Cli.Probes.Select(probe => Assert.Single(probe.Arguments)).Order());
        Assert.Equal(5, run.Cli.Runs.Count);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task What_the_CLI_does_not_offer_is_refused_before_it_is_given_a_prompt()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());

        var e = await Assert.ThrowsAsync<AmpCapabilityException>(() => run.Client.RunIterationAsync("x", new() { Thread = new() { Title = "t" } }));
        await Assert.ThrowsAsync<AmpCapabilityException>(() => run.Client.StartAsync(new() { Prompt = "x", Options = new() { Mode = "nosuch" } }));
        await Assert.ThrowsAsync<AmpCapabilityException>(async () => { await foreach (var _ in run.Client.StreamAsync("x", new() { Mode = AmpMode.Free })) { } });

        Assert.Equal(("--title", RecordedHelp.March27, RecordedHelp.September23), (e.Requested, e.CliVersion, e.SinceVersion));
        Assert.Empty(run.Cli.Runs);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_CLI_whose_help_says_nothing_runs_with_the_flags_of_today()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello().HasHelp("Error: no help here\n"));

        var result = await run.Client.RunIterationAsync("x", new() { Mode = "anything" });

        Assert.False(result.IsError, result.Error);
        Assert.Equal(["--execute", "--stream-json", "--mode=anything"], Assert.Single(run.Cli.Runs).Arguments);
        Assert.False((await run.Client.GetCliAsync()).Capabilities.IsKnown);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_CLI_of_the_older_family_is_run_with_its_own_flags()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello().HasVersion("0.1.2").HasHelp(RecordedHelp.Older));

        await run.Client.RunIterationAsync("hello", new() { DangerouslyAllowAll = true });

        var started = Assert.Single(run.Cli.Runs);
        Assert.Equal(["--print", "--output-format=stream-json", "--dangerously-skip-permissions"], started.Arguments);
        Assert.Equal("hello", started.StandardInput);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Giving_up_on_the_answer_gives_up_for_oneself_only()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());
        using var cancelled = new CancellationTokenSource();

        var givenUp = run.Client.GetCliAsync(cancelled.Token);
        var kept = run.Client.GetCliAsync();
        await cancelled.CancelAsync();

        Assert.Equal(cancelled.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp)).CancellationToken);
        Assert.Equal(RecordedHelp.March27, (await kept).Version);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Without_a_version_there_is_no_CLI_to_tell_about_but_a_run_may_go_on()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello().HasVersion("").HasHelp(""));

        var e = await Assert.ThrowsAsync<AmpProcessException>(() => run.Client.GetCliAsync());

        Assert.Contains("does not look like the Amp CLI", e.Message, StringComparison.Ordinal);
        Assert.False((await run.Client.RunIterationAsync("x")).IsError);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Another_process_finds_the_answer_until_the_file_changes()
    {
        var folder = Directory.CreateTempSubdirectory("amp-probe-test-").FullName;
        try
        {
            await using var cli = FakeAmp.Playing(AmpScript.New);
            var cache = new ProbeCache(Path.Combine(folder, "cache"), TimeProvider.System);
            var identity = CliIdentity.Of(cli.Path);

            // A fake lies among temporary files, which are not kept: as if it lay elsewhere.
            Assert.True(identity.IsTemporary);
            cache.Write(identity with { Path = "/opt/amp", Target = "/opt/amp" }, new(RecordedHelp.VersionOf(RecordedHelp.January7), RecordedHelp.HelpOf(RecordedHelp.January7)));
            Assert.Equal(RecordedHelp.January7, cache.Read(identity with { Path = "/opt/amp", Target = "/opt/amp" })?.Capabilities.Version);

            File.SetLastWriteTimeUtc(cli.Path, DateTime.UtcNow.AddMinutes(-5));
            Assert.NotEqual(identity, CliIdentity.Of(cli.Path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_private_file_is_there_while_the_CLI_runs_and_gone_when_it_has_ended()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().Hangs());
        const string Servers = """{"s":{"command":"x","env":{"KEY":"planted-secret"}}}""";
        string path;

        await using (var started = await run.Client.StartAsync(new() { Prompt = "x", Options = new() { McpConfig = Servers } }))
        {
            var argument = Assert.Single((await run.Cli.WaitForRunsAsync(1))[0].Arguments, argument => argument.StartsWith("--mcp-config=", StringComparison.Ordinal));
            path = argument["--mcp-config=".Length..];
            Assert.Equal(Servers, await File.ReadAllTextAsync(path));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
            }
        }

        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists(Path.GetDirectoryName(path)), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void A_link_is_as_new_as_the_file_that_it_leads_to()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("amp-link-test-").FullName;
        try
        {
            var (first, second, link, linkToLink) = (Path.Combine(folder, "1"), Path.Combine(folder, "2"), Path.Combine(folder, "amp"), Path.Combine(folder, "amp2"));
            File.WriteAllText(first, "one");
            File.WriteAllText(second, "three");
            File.CreateSymbolicLink(link, first);
            File.CreateSymbolicLink(linkToLink, link);
            var before = CliIdentity.Of(linkToLink);
            File.Delete(link);
            File.CreateSymbolicLink(link, second);

            Assert.Equal((first, 3), (before.Target, before.Size));
            Assert.Equal((second, 5), (CliIdentity.Of(linkToLink).Target, CliIdentity.Of(linkToLink).Size));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
