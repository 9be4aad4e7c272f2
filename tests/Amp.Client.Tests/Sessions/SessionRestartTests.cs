using Amp.Testing;

namespace Amp.Client.Tests.Sessions;

/// <summary>What is there when the host comes back, and what happens when the environment changes.</summary>
public sealed class SessionRestartTests
{
    [Fact(Timeout = SessionBench.Limit)]
    public async Task Sessions_are_listed_and_resumed_by_the_next_host_with_their_history()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        var first = bench.Open();
        var made = await first.CreateAsync(new() { Name = "näme ✓", Mode = AmpMode.Smart, DangerouslyAllowAll = true, TurnTimeout = TimeSpan.FromMinutes(2), Metadata = new Dictionary<string, string> { ["a"] = "b" } });
        await SessionBench.AskAsync(first, made.Id, "one");
        var before = await first.FindAsync(made.Id);
        var history = await SessionBench.ReadAsync(first, made.Id);
        await first.DisposeAsync();

        var second = bench.Open();
        var after = Assert.Single(await second.ListAsync());

        Assert.Equal(before! with { IsLive = false, Options = after.Options, TokenUsage = after.TokenUsage }, after);
        Assert.Equal(before.TokenUsage!.OutputTokens, after.TokenUsage!.OutputTokens);
        Assert.Equal(before.Options with { Metadata = after.Options.Metadata }, after.Options);
        Assert.Equal("b", after.Options.Metadata["a"]);
        Assert.Equal(history.Select(happened => happened.ToJson()), (await SessionBench.ReadAsync(second, made.Id)).Select(happened => happened.ToJson()));

        var next = await SessionBench.AskAsync(second, made.Id, "two");
        Assert.Equal(before.Thread, next.Thread);
        Assert.Contains($"{before.Thread}", bench.Cli.Runs[^1].Arguments);
        Assert.Equal(Enumerable.Range(1, (int)next.SequenceNumber), (await SessionBench.ReadAsync(second, made.Id)).Select(happened => (int)happened.SequenceNumber));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task Two_hosts_cannot_have_one_folder()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        var first = bench.Open();
        await first.CreateAsync(id: "a");

        var e = await Assert.ThrowsAsync<AmpSessionException>(() => bench.Open().ListAsync());

        Assert.Equal((AmpSessionErrorKind.StoreInUse, "STORE_IN_USE"), (e.Kind, e.Code));
        Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", e.Message, StringComparison.Ordinal);
        await first.DisposeAsync();
        Assert.Single(await bench.Open().ListAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => first.ListAsync());
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_host_that_stops_closes_its_turns_and_keeps_what_waits_for_the_next()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot.ForPrompt("forever", AmpScript.New.Says("Working.").Hangs()));
        var first = bench.Open();
        var session = (await first.CreateAsync()).Id;
        var running = await first.SendAsync(session, "forever");
        var reading = Task.Run(async () => await first.StreamEventsAsync(session).ToListAsync());
        await SessionBench.UntilAsync<AmpTurnMessageEvent>(first, session, said => said.Message is Streaming.AssistantMessage);
        var waiting = await first.SendAsync(session, "later");

        await first.DisposeAsync();

        Assert.Equal(AmpTurnOutcome.Interrupted, (await running.Completion).Outcome);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Completion);
        Assert.IsType<AmpTurnEndedEvent>((await reading)[^1]);
        await bench.Cli.WaitForNoProcessAsync(TimeSpan.FromSeconds(10));

        var second = bench.Open();
        var done = await SessionBench.UntilAsync<AmpTurnEndedEvent>(second, session, ended => ended.MessageId == waiting.MessageId);
        Assert.Equal((AmpTurnOutcome.Completed, (await running.Completion).Thread), (done.Outcome, done.Thread));
        Assert.Equal(["forever", "later"], bench.Cli.Runs.Select(run => run.StandardInput));
    }

    [Theory(Timeout = SessionBench.Limit)]
    [InlineData(AmpEnvironmentChangeBehavior.FinishTurn, AmpTurnOutcome.Completed)]
    [InlineData(AmpEnvironmentChangeBehavior.StopTurn, AmpTurnOutcome.Cancelled)]
    public async Task A_change_of_the_environment_moves_a_session_and_its_thread(AmpEnvironmentChangeBehavior behavior, AmpTurnOutcome outcome)
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot
            .ForPrompt("busy", AmpScript.New.Says("x").Waits(TimeSpan.FromSeconds(1)).ThenSucceeds())
            .ForPrompt("forever", AmpScript.New.Says("x").Hangs()));
        var (blue, green) = (EnvironmentOf(bench, "blue"), EnvironmentOf(bench, "green"));
        var registry = new AmpEnvironmentRegistry(new() { Initial = blue, VersionTimeout = TimeSpan.FromSeconds(30) });
        var manager = bench.Open(options => options.WhenEnvironmentChanges = behavior, registry, configureClient: client => client.CliPath = null);
        var session = (await manager.CreateAsync()).Id;
        var running = await manager.SendAsync(session, behavior is AmpEnvironmentChangeBehavior.StopTurn ? "forever" : "busy");
        await SessionBench.UntilAsync<AmpTurnMessageEvent>(manager, session, said => said.Message is Streaming.AssistantMessage);

        await registry.SwitchAsync(green, force: true);
        var restarted = await SessionBench.UntilAsync<AmpSessionRestartedEvent>(manager, session);
        var ended = await running.Completion;
        var next = await SessionBench.AskAsync(manager, session, "next");

        Assert.Equal(outcome, ended.Outcome);
        Assert.Equal(("blue", "green", ended.Thread), (restarted.From, restarted.To, restarted.Thread));
        Assert.Equal((AmpTurnOutcome.Completed, ended.Thread), (next.Outcome, next.Thread));
        Assert.Equal(["blue", "green"], bench.Cli.Runs.Select(run => run.Environment["OF_ENVIRONMENT"]));
        Assert.Contains($"{ended.Thread}", bench.Cli.Runs[^1].Arguments);
        Assert.Single(await SessionBench.ReadAsync(manager, session), happened => happened is AmpSessionRestartedEvent);
        Assert.Equal("green", (await manager.FindAsync(session))!.Environment);
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_session_that_was_away_when_the_environment_changed_says_so_at_its_next_turn()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        var first = bench.Open(environments: new AmpEnvironmentRegistry(new() { Initial = EnvironmentOf(bench, "blue") }), configureClient: client => client.CliPath = null);
        var session = (await first.CreateAsync()).Id;
        await SessionBench.AskAsync(first, session, "one");
        await first.DisposeAsync();

        var second = bench.Open(environments: new AmpEnvironmentRegistry(new() { Initial = EnvironmentOf(bench, "green") }), configureClient: client => client.CliPath = null);
        await SessionBench.AskAsync(second, session, "two");

        var events = await SessionBench.ReadAsync(second, session);
        var restarted = Assert.IsType<AmpSessionRestartedEvent>(events[events.FindLastIndex(happened => happened is AmpTurnStartedEvent) - 1]);
        Assert.Equal(("blue", "green"), (restarted.From, restarted.To));
    }

    private static AmpEnvironment EnvironmentOf(SessionBench bench, string name) =>
        AmpEnvironment.LocalCli(bench.Cli.Path) with { Name = name, Variables = new Dictionary<string, string?> { ["OF_ENVIRONMENT"] = name } };
}
