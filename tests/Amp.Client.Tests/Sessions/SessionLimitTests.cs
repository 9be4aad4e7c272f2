using Amp.Client.Tests.Configuration;
using Amp.Testing;

namespace Amp.Client.Tests.Sessions;

/// <summary>How many sessions may be awake, wait and have a turn; and when they sleep.</summary>
public sealed class SessionLimitTests
{
    [Fact(Timeout = SessionBench.Limit)]
    public async Task An_eleventh_session_sends_the_one_to_sleep_that_was_idle_longest_and_that_one_wakes_at_its_next_prompt()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        var clock = new ManualClock();
        var manager = bench.Open(options => options.MaxLiveSessions = 3, clock: clock);
        foreach (var id in new[] { "a", "b", "c" })
        {
            await manager.CreateAsync(id: id);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await manager.UpdateAsync("a", options => options with { Name = "used" });
        clock.Advance(TimeSpan.FromSeconds(1));
        await manager.CreateAsync(id: "d");
        Assert.Equal(["a", "c", "d"], await AwakeAsync(manager));

        Assert.Equal(AmpTurnOutcome.Completed, (await SessionBench.AskAsync(manager, "b", "wake up")).Outcome);
        Assert.Equal(["a", "b", "d"], await AwakeAsync(manager));
        Assert.Equal(4, (await manager.ListAsync()).Count);
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task When_all_that_may_be_awake_have_work_there_is_no_room_for_a_new_one_but_a_prompt_of_one_that_sleeps_waits()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot.ForPrompt("forever", AmpScript.New.Starts().Hangs()));
        var manager = bench.Open(options => options.MaxLiveSessions = 2);
        foreach (var id in new[] { "sleeper", "a", "b" })
        {
            await manager.CreateAsync(id: id);
        }

        await manager.SendAsync("a", "forever");
        await manager.SendAsync("b", "forever");

        var e = await Assert.ThrowsAsync<AmpSessionException>(() => manager.CreateAsync(id: "c"));
        var waiting = await manager.SendAsync("sleeper", "hello");

        Assert.Equal((AmpSessionErrorKind.MaxSessionsReached, "MAX_SESSIONS_REACHED"), (e.Kind, e.Code));
        Assert.False((await manager.FindAsync("sleeper"))!.IsLive);
        await manager.StopAsync("a");
        Assert.Equal(AmpTurnOutcome.Completed, (await waiting.Completion).Outcome);
        Assert.True((await manager.FindAsync("sleeper"))!.IsLive);
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_session_sleeps_after_half_an_hour_of_nothing_and_one_that_works_does_not()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot.ForPrompt("forever", AmpScript.New.Starts().Hangs()));
        var clock = new ManualClock();

        // The clock is that of the sessions alone: a run that was cut off by its clocks would be no work.
        var manager = bench.Open(clock: clock);
        await manager.CreateAsync(id: "idle");
        await manager.CreateAsync(id: "busy");
        await manager.SendAsync("busy", "forever");
        var waiting = manager.StreamEventsAsync("idle", after: 1).GetAsyncEnumerator();
        var news = waiting.MoveNextAsync().AsTask();

        clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(["busy", "idle"], await AwakeAsync(manager));
        clock.Advance(TimeSpan.FromMinutes(8));
        Assert.Equal(["busy"], await AwakeAsync(manager));

        Assert.False(news.IsCompleted);
        await manager.SendAsync("idle", "hello");
        Assert.True(await news);
        Assert.IsType<AmpPromptQueuedEvent>(waiting.Current);
        Assert.Equal(["busy", "idle"], await AwakeAsync(manager));
        await waiting.DisposeAsync();
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_session_with_many_prompts_lets_the_others_have_their_turns()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot.ForPrompt("forever", AmpScript.New.Starts().Hangs()));
        var manager = bench.Open(options => options.MaxConcurrentTurns = 1);
        await manager.CreateAsync(id: "first");
        await manager.SendAsync("first", "forever");
        await SessionBench.UntilAsync<AmpTurnStartedEvent>(manager, "first");
        await manager.CreateAsync(id: "many");
        await manager.CreateAsync(id: "few");
        List<AmpSessionReceipt> receipts = [];
        for (var i = 0; i < 4; i++)
        {
            receipts.Add(await manager.SendAsync("many", $"many {i}", AmpPromptPriority.Urgent));
        }

        receipts.Add(await manager.SendAsync("few", "few", AmpPromptPriority.Low));
        await manager.StopAsync("first");
        await Task.WhenAll(receipts.Select(receipt => receipt.Completion));

        Assert.Equal(["many 0", "few", "many 1", "many 2", "many 3"], bench.Cli.Runs.Select(run => run.StandardInput).Where(prompt => prompt is not ("forever" or "")));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task Queues_are_bounded()
    {
        await using var bench = SessionBench.Playing(AmpScript.New.Starts().Hangs());
        var manager = bench.Open(options => (options.MaxQueuedPrompts, options.MaxQueuedPromptsInAll) = (2, 3));
        await manager.CreateAsync(id: "a");
        await manager.CreateAsync(id: "b");
        foreach (var id in new[] { "a", "b" })
        {
            await manager.SendAsync(id, "running");
            await SessionBench.UntilAsync<AmpTurnStartedEvent>(manager, id);
        }

        await manager.SendAsync("a", "1");
        await manager.SendAsync("a", "2");

        Assert.Equal(AmpSessionErrorKind.QueueFull, (await Assert.ThrowsAsync<AmpSessionException>(() => manager.SendAsync("a", "3"))).Kind);
        await manager.SendAsync("b", "1");
        Assert.Equal("QUEUE_FULL", (await Assert.ThrowsAsync<AmpSessionException>(() => manager.SendAsync("b", "2"))).Code);
        Assert.Equal(2, (await manager.FindAsync("a"))!.QueueLength);
    }

    private static async Task<string[]> AwakeAsync(SessionManager manager) =>
        [.. (await manager.ListAsync()).Where(session => session.IsLive).Select(session => session.Id.Value).Order(StringComparer.Ordinal)];
}
