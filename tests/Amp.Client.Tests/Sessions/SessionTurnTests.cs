using Amp.Testing;

namespace Amp.Client.Tests.Sessions;

/// <summary>Prompts, threads and turns of one session.</summary>
public sealed class SessionTurnTests
{
    [Fact(Timeout = SessionBench.Limit)]
    public async Task The_first_prompt_begins_a_thread_and_every_later_one_continues_it()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        var manager = bench.Open();
        var session = (await manager.CreateAsync()).Id;

        var ends = new[] { await SessionBench.AskAsync(manager, session, "one"), await SessionBench.AskAsync(manager, session, "two"), await SessionBench.AskAsync(manager, session, "three") };

        var thread = (await manager.FindAsync(session))!.Thread;
        Assert.NotNull(thread);
        Assert.All(ends, end => Assert.Equal((AmpTurnOutcome.Completed, thread), (end.Outcome, end.Thread)));
        Assert.Equal(["one", "two", "three"], bench.Cli.Runs.Select(run => run.StandardInput));
        Assert.DoesNotContain("continue", bench.Cli.Runs[0].Arguments);
        Assert.All(bench.Cli.Runs.Skip(1), run => Assert.Contains($"threads continue {thread}", string.Join(' ', run.Arguments), StringComparison.Ordinal));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_follow_up_that_is_answered_in_another_thread_fails_and_the_session_stays_with_its_own()
    {
        const string Other = """{"type":"system","subtype":"init","cwd":"/","session_id":"T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd","tools":[],"mcp_servers":[]}""";
        await using var bench = SessionBench.Playing(SessionBench.Parrot.ForContinuedThread(AmpScript.New.Emits(Other).SpawnsChild(ignoringSignals: true).Hangs()));
        var manager = bench.Open();
        var session = (await manager.CreateAsync()).Id;
        var first = await SessionBench.AskAsync(manager, session, "one");

        var second = await SessionBench.AskAsync(manager, session, "two");

        Assert.Equal(AmpTurnOutcome.Failed, second.Outcome);
        Assert.Contains("T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd", second.Error, StringComparison.Ordinal);
        Assert.Equal((first.Thread, AmpSessionStatus.Error), ((await manager.FindAsync(session))!.Thread, (await manager.FindAsync(session))!.Status));
        await bench.Cli.WaitForNoProcessAsync(TimeSpan.FromSeconds(10));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_session_whose_agent_never_named_its_thread_refuses_to_go_on_in_a_new_one()
    {
        const string Nameless = """{"type":"result","subtype":"success","duration_ms":1,"is_error":false,"num_turns":1,"result":"x"}""";
        await using var bench = SessionBench.Playing(AmpScript.New.Emits(Nameless));
        var manager = bench.Open();
        var session = (await manager.CreateAsync()).Id;
        Assert.Equal(AmpTurnOutcome.Completed, (await SessionBench.AskAsync(manager, session, "one")).Outcome);

        var second = await SessionBench.AskAsync(manager, session, "two");

        Assert.Equal(AmpTurnOutcome.Failed, second.Outcome);
        Assert.Contains("Create another session", second.Error, StringComparison.Ordinal);
        Assert.Single(bench.Cli.Runs);
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task The_mode_and_the_directory_can_be_changed_for_the_next_turn()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        var other = Directory.CreateDirectory(Path.Combine(bench.Root, "worktree")).FullName;
        var manager = bench.Open(options => options.ConfigureTurn = (session, run) => run with { EnvironmentVariables = new Dictionary<string, string?> { ["OF_SESSION"] = session.Options.Metadata["tag"] } });
        var session = (await manager.CreateAsync(new() { Mode = AmpMode.Smart, Metadata = new Dictionary<string, string> { ["tag"] = "blue" } })).Id;
        await SessionBench.AskAsync(manager, session, "one");

        await manager.UpdateAsync(session, options => options with { Mode = AmpMode.Rush, WorkingDirectory = "worktree" });
        await SessionBench.AskAsync(manager, session, "two");

        Assert.Equal(["smart", "rush"], bench.Cli.Runs.Select(run => run.Arguments.SkipWhile(argument => !argument.StartsWith("--mode", StringComparison.Ordinal)).First().Split('=')[^1]));
        Assert.Equal([bench.Root, other], bench.Cli.Runs.Select(run => run.WorkingDirectory));
        Assert.All(bench.Cli.Runs, run => Assert.Equal("blue", run.Environment["OF_SESSION"]));
        Assert.Equal((AmpMode.Rush, other), ((await manager.FindAsync(session))!.Options.Mode!.Value, (await manager.FindAsync(session))!.WorkingDirectory));
        await Assert.ThrowsAsync<ArgumentException>(() => manager.UpdateAsync(session, options => options with { WorkingDirectory = "/nowhere" }));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task Prompts_wait_and_the_urgent_ones_come_first()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot.ForPrompt("first", AmpScript.New.Says("x").Hangs()));
        var manager = bench.Open();
        var session = (await manager.CreateAsync()).Id;
        var first = await manager.SendAsync(session, "first");
        await SessionBench.UntilAsync<AmpTurnMessageEvent>(manager, session, said => said.Message is Streaming.AssistantMessage);
        Assert.Equal((0, AmpPromptStatus.Streaming), (first.Position, first.Status));

        var low = await manager.SendAsync(session, "low", AmpPromptPriority.Low);
        var normal = await manager.SendAsync(session, "normal");
        var urgent = await manager.SendAsync(session, "urgent", AmpPromptPriority.Urgent);
        var high = await manager.SendAsync(session, "high", AmpPromptPriority.High);
        Assert.Equal([1, 1, 1, 2], new[] { low, normal, urgent, high }.Select(receipt => receipt.Position));
        Assert.Equal(AmpPromptStatus.Queued, low.Status);
        Assert.Equal((AmpSessionStatus.Busy, 4), ((await manager.FindAsync(session))!.Status, (await manager.FindAsync(session))!.QueueLength));
        await manager.StopAsync(session, keepQueue: true);
        await low.Completion;

        Assert.Equal(["first", "urgent", "high", "normal", "low"], bench.Cli.Runs.Select(run => run.StandardInput));
        Assert.Equal((AmpPromptStatus.Error, AmpPromptStatus.Complete), (first.Status, low.Status));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_session_that_does_not_queue_refuses_a_prompt_while_it_is_busy()
    {
        await using var bench = SessionBench.Playing(AmpScript.New.Starts().Hangs());
        var manager = bench.Open();
        var session = (await manager.CreateAsync(new() { WhenBusy = AmpBusyBehavior.Reject })).Id;
        await manager.SendAsync(session, "one");

        var e = await Assert.ThrowsAsync<AmpSessionException>(() => manager.SendAsync(session, "two"));

        Assert.Equal((AmpSessionErrorKind.SessionBusy, "SESSION_BUSY"), (e.Kind, e.Code));
        Assert.DoesNotContain(await SessionBench.ReadAsync(manager, session), happened => happened is AmpPromptQueuedEvent { Prompt.Text: "two" });
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task Stopping_ends_the_process_drops_what_waits_and_the_thread_goes_on()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot.ForPrompt("forever", AmpScript.New.Says("Working.").SpawnsChild(ignoringSignals: true, orphaned: true).Hangs()));
        var manager = bench.Open();
        var session = (await manager.CreateAsync()).Id;
        var running = await manager.SendAsync(session, "forever");
        await bench.Cli.WaitForRunsAsync(1);
        await SessionBench.UntilAsync<AmpTurnMessageEvent>(manager, session, said => said.Message is Streaming.AssistantMessage);
        var waiting = await manager.SendAsync(session, "dropped");

        var stopped = await manager.StopAsync(session);

        Assert.Equal((AmpSessionStatus.Cancelled, 0), (stopped.Status, stopped.QueueLength));
        Assert.Equal([AmpTurnOutcome.Cancelled, AmpTurnOutcome.Cancelled], new[] { (await running.Completion).Outcome, (await waiting.Completion).Outcome });
        await bench.Cli.WaitForNoProcessAsync(TimeSpan.FromSeconds(10));
        Assert.Contains(await SessionBench.ReadAsync(manager, session), happened => happened is AmpPromptRejectedEvent rejected && rejected.MessageId == waiting.MessageId);
        Assert.Contains(await SessionBench.ReadAsync(manager, session), happened => happened is AmpTurnMessageEvent { Message: Streaming.ResultMessage });

        var next = await SessionBench.AskAsync(manager, session, "on we go");
        Assert.Equal((AmpTurnOutcome.Completed, stopped.Thread), (next.Outcome, next.Thread));
        Assert.Contains($"{stopped.Thread}", bench.Cli.Runs[^1].Arguments);
        Assert.Equal(stopped.LastSequenceNumber, (await manager.FindAsync(session))!.LastSequenceNumber - (await SessionBench.ReadAsync(manager, session, stopped.LastSequenceNumber)).Count);
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task Deleting_ends_the_process_and_leaves_no_file()
    {
        await using var bench = SessionBench.Playing(AmpScript.New.Says("Working.").SpawnsChild(ignoringSignals: true).IgnoresSignals().Hangs());
        var manager = bench.Open();
        var session = (await manager.CreateAsync(id: "mine")).Id;
        var receipt = await manager.SendAsync(session, "forever");
        await SessionBench.UntilAsync<AmpTurnMessageEvent>(manager, session, said => said.Message is Streaming.AssistantMessage);
        var reading = Task.Run(async () => await manager.StreamEventsAsync(session).LastAsync());

        Assert.True(await manager.DeleteAsync(session));

        await bench.Cli.WaitForNoProcessAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(AmpTurnOutcome.Cancelled, (await receipt.Completion).Outcome);
        Assert.IsType<AmpSessionDeletedEvent>(await reading);
        Assert.Empty(Directory.GetDirectories(bench.Folder));
        Assert.Empty(await manager.ListAsync());
        Assert.False(await manager.DeleteAsync(session));
        Assert.Equal(AmpSessionErrorKind.SessionNotFound, (await Assert.ThrowsAsync<AmpSessionException>(() => manager.SendAsync(session, "x"))).Kind);
        Assert.Equal(1, (await manager.CreateAsync(id: "mine")).LastSequenceNumber);
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_turn_that_fails_says_why_and_the_session_goes_on()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot.ForPrompt("fail", AmpScript.New.ThenFails("429 {\"type\":\"error\"}")).ForPrompt("crash", AmpScript.New.Starts().WritesStderr("no\n").ExitsWith(3)));
        var manager = bench.Open();
        var session = (await manager.CreateAsync()).Id;

        var failed = await SessionBench.AskAsync(manager, session, "fail");
        var crashed = await SessionBench.AskAsync(manager, session, "crash");
        var status = (await manager.FindAsync(session))!.Status;
        var good = await SessionBench.AskAsync(manager, session, "good");

        Assert.Equal((AmpTurnOutcome.Failed, AmpErrorKind.RateLimited), (failed.Outcome, failed.ErrorKind));
        Assert.Equal((AmpTurnOutcome.Failed, null), (crashed.Outcome, crashed.ErrorKind));
        Assert.NotNull(crashed.Error);
        Assert.Equal(AmpSessionStatus.Error, status);
        Assert.Equal((AmpTurnOutcome.Completed, failed.Thread), (good.Outcome, good.Thread));
        Assert.Equal(AmpSessionStatus.Idle, (await manager.FindAsync(session))!.Status);
    }
}
