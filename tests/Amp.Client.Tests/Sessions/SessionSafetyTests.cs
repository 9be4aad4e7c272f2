using System.Text;
using Amp.Client.Configuration;
using Amp.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Amp.Client.Tests.Sessions;

/// <summary>Ids, files, secrets, options.</summary>
public sealed class SessionSafetyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("A")]
    [InlineData("-a")]
    [InlineData("a.b")]
    [InlineData("a\0")]
    [InlineData("é")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123x")]
    public void What_could_lead_out_of_the_folder_is_no_id(string text)
    {
        Assert.False(AmpSessionId.TryParse(text, null, out _));
        Assert.Throws<FormatException>(() => AmpSessionId.Parse(text));
    }

    [Fact]
    public void An_id_that_is_made_can_be_read() => Assert.Equal(64, (AmpSessionId.Parse(AmpSessionId.Create().Value).Value + new string('x', 28)).Length);

    [Fact(Timeout = SessionBench.Limit)]
    public async Task One_session_never_shows_events_of_another()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        var manager = bench.Open();
        await manager.CreateAsync(id: "a");
        await manager.CreateAsync(id: "ab");
        await Task.WhenAll(SessionBench.AskAsync(manager, "a", "of a"), SessionBench.AskAsync(manager, "ab", "of ab"));

        foreach (var id in new[] { "a", "ab" })
        {
            var events = await SessionBench.ReadAsync(manager, id);
            Assert.All(events, happened => Assert.Equal(id, happened.SessionId.Value));
            Assert.Equal($"of {id}", Assert.Single(events.OfType<AmpPromptQueuedEvent>()).Prompt.Text);
            Assert.Single(events.OfType<AmpTurnMessageEvent>().Select(said => said.Message.SessionId).Distinct());
        }
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task Neither_a_prompt_nor_an_answer_brings_a_secret_into_a_file_and_the_agent_gets_the_prompt_as_it_was()
    {
        const string Key = "sgamp_a_secret_key_of_this_test";
        await using var bench = SessionBench.Playing(AmpScript.New.Says("Your key is ${prompt}").ThenFails("bad key " + Key));
        var manager = bench.Open(configureClient: options => options.ApiKey = Key);
        var session = (await manager.CreateAsync()).Id;

        var ended = await SessionBench.AskAsync(manager, session, $"my key is {Key}, yes");

        Assert.Equal($"my key is {Key}, yes", Assert.Single(bench.Cli.Runs).StandardInput);
        Assert.DoesNotContain(Key, ended.Error, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(bench.Folder, "*", SearchOption.AllDirectories).Where(file => file.EndsWith(".jsonl", StringComparison.Ordinal)))
        {
            var text = await File.ReadAllTextAsync(file);
            Assert.DoesNotContain(Key, text, StringComparison.Ordinal);
            Assert.Contains("my key is [REDACTED], yes", text, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task The_folder_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // there the folder of the user's data says so
        }

        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        await bench.Open().CreateAsync();

        Assert.False(PrivateFile.IsOpenToOthers(bench.Folder));
        Assert.Equal(4, Directory.GetFileSystemEntries(bench.Folder, "*", SearchOption.AllDirectories).Count(entry => !PrivateFile.IsOpenToOthers(entry)));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_log_that_cannot_be_written_is_an_error_and_nothing_is_sent()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // links need a right there
        }

        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        var manager = bench.Open();
        var session = (await manager.CreateAsync(id: "a")).Id;
        await SessionBench.AskAsync(manager, session, "one");
        await manager.DisposeAsync();
        var file = Directory.GetFiles(Path.Combine(bench.Folder, "s-a"), "*.jsonl").Single();
        var content = await File.ReadAllBytesAsync(file);
        var next = bench.Open();
        var before = (await next.FindAsync(session))!.LastSequenceNumber;
        File.Delete(file);
        File.CreateSymbolicLink(file, "/dev/full");

        Assert.Equal(AmpSessionErrorKind.StoreFailed, (await Assert.ThrowsAsync<AmpSessionException>(() => next.SendAsync(session, "two"))).Kind);

        // Room again: it goes on, with the number that the failure did not use up.
        File.Delete(file);
        await File.WriteAllBytesAsync(file, content);
        await next.StopAsync(session);
        Assert.Equal(AmpTurnOutcome.Completed, (await SessionBench.AskAsync(next, session, "three")).Outcome);
        Assert.Equal(["one", "three"], bench.Cli.Runs.Select(run => run.StandardInput));
        var events = await SessionBench.ReadAsync(next, session);
        Assert.Equal("three", Assert.IsType<AmpPromptQueuedEvent>(events[(int)before]).Prompt.Text);
        Assert.Equal(LogBench.Range(1, events.Count), events.Select(happened => happened.SequenceNumber));
    }

    [Theory(Timeout = SessionBench.Limit)]
    [InlineData("not what a log begins with\n")]
    [InlineData("{\"state\":{\"sequence\":0,\"queue\":null}}\n{\"seq\":1,\"session\":\"broken\",\"type\":\"prompt.queued\",\"turn\":\"m\",\"prompt\":\"p\"}\n")]
    [InlineData("{\"state\":{\"sequence\":0,\"options\":null}}\n{\"seq\":1,\"session\":\"broken\",\"type\":\"prompt.rejected\",\"turn\":\"m\",\"reason\":\"r\"}\n")]
    public async Task A_session_that_cannot_be_read_is_left_as_it_is_and_the_others_are_there(string content)
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        var first = bench.Open();
        await first.CreateAsync(id: "broken");
        await first.CreateAsync(id: "sound");
        await first.DisposeAsync();
        var file = Directory.GetFiles(Path.Combine(bench.Folder, "s-broken"), "*.jsonl").Single();
        await File.WriteAllTextAsync(file, content);

        var next = bench.Open();

        Assert.Equal("sound", Assert.Single(await next.ListAsync()).Id.Value);
        Assert.Equal(AmpSessionErrorKind.SessionAlreadyExists, (await Assert.ThrowsAsync<AmpSessionException>(() => next.CreateAsync(id: "broken"))).Kind);
        Assert.Equal(content, await File.ReadAllTextAsync(file));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_session_whose_files_cannot_be_deleted_is_gone_all_the_same_and_the_next_host_deletes_them()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // no such modes there
        }

        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        var first = bench.Open();
        await first.CreateAsync(id: "a");
        var mode = File.GetUnixFileMode(bench.Folder);
        File.SetUnixFileMode(bench.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);   // the superuser may all the same

        Assert.True(await first.DeleteAsync("a"));
        Assert.Empty(await first.ListAsync());
        Assert.False(await first.DeleteAsync("a"));

        File.SetUnixFileMode(bench.Folder, mode);
        await first.DisposeAsync();
        Assert.Empty(await bench.Open().ListAsync());
        Assert.Empty(Directory.GetDirectories(bench.Folder));
    }

    [Fact]
    public async Task Sessions_are_a_part_of_a_registered_client()
    {
        var folder = Directory.CreateTempSubdirectory("amp-sessions-").FullName;
        var services = new ServiceCollection();
        services.AddAmpClient().AddSessions(options => options.Folder = Path.Combine(folder, "default")).AddSessions(options => options.MaxLiveSessions = 1);
        services.AddAmpClient("other").AddSessions(options => options.Folder = Path.Combine(folder, "other"));
        await using (var provider = services.BuildServiceProvider())
        {
            var manager = provider.GetRequiredService<IAmpSessionManager>();
            await manager.CreateAsync(id: "a");
            await manager.CreateAsync(id: "b");
            await provider.GetRequiredKeyedService<IAmpSessionManager>("other").CreateAsync(id: "c");

            Assert.Same(manager, provider.GetRequiredKeyedService<IAmpSessionManager>(""));
            Assert.Equal([false, true], (await manager.ListAsync()).Select(session => session.IsLive));
        }

        await using var again = new SessionManager(new AmpClient(), new() { Folder = Path.Combine(folder, "default") });
        Assert.Equal(2, (await again.ListAsync()).Count);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Options_that_are_out_of_range_are_all_named_at_once()
    {
        var options = new AmpSessionManagerOptions { Folder = " ", WorkspaceRoot = "/nowhere", MaxLiveSessions = 0, IdleTimeout = TimeSpan.Zero, MaxQueuedPrompts = 0, MaxQueuedPromptsInAll = 0, SegmentBytes = 1, MaxSessionBytes = 0, Durability = (AmpSessionDurability)9, WhenEnvironmentChanges = (AmpEnvironmentChangeBehavior)9, MaxConcurrentTurns = 5 };

        var failures = new StringBuilder().AppendJoin('\n', Assert.Throws<OptionsValidationException>(() => new SessionManager(new AmpClient(), options)).Failures).ToString();

        Assert.All(
            typeof(AmpSessionManagerOptions).GetProperties().Select(property => property.Name).Where(name => name is not "ConfigureTurn"),
            name => Assert.Contains(name, failures, StringComparison.Ordinal));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_session_that_cannot_work_is_refused_and_nothing_is_kept_of_it()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        var manager = bench.Open();
        await manager.CreateAsync(id: "a");

        await Assert.ThrowsAsync<ArgumentException>(() => manager.CreateAsync(new() { WorkingDirectory = "/nowhere" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => manager.CreateAsync(new() { TurnTimeout = TimeSpan.Zero }));
        var e = await Assert.ThrowsAsync<AmpSessionException>(() => manager.CreateAsync(id: "a"));

        await File.WriteAllTextAsync(Path.Combine(bench.Folder, "s-c"), "in the way");
        Assert.Equal(AmpSessionErrorKind.StoreFailed, (await Assert.ThrowsAsync<AmpSessionException>(() => manager.CreateAsync(id: "c"))).Kind);

        Assert.Equal("SESSION_ALREADY_EXISTS", e.Code);
        Assert.Single(Directory.GetDirectories(bench.Folder));
        Assert.Equal(bench.Root, (await manager.FindAsync("a"))!.WorkingDirectory);
        Assert.Null(await manager.FindAsync("b"));
    }
}
