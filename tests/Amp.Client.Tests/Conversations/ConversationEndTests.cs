using Amp.Client.Tests.Configuration;
using Amp.Client.Tests.Runs;
using Amp.Streaming;
using Amp.Testing;

namespace Amp.Client.Tests.Conversations;

/// <summary>How conversations end, fail and go on.</summary>
public sealed class ConversationEndTests
{
    private const string Overloaded = "Model provider overloaded. Try again in a few seconds.";

    private static readonly AmpRunOptions Reopening = new() { Conversation = new() { ReopenAfterFailure = true } };

    private static readonly AmpScript Failing = ScriptedConversation.Parrot.ForPrompt("fail", AmpScript.New.Starts().ThenFails(Overloaded));

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Closing_lets_the_turns_end_and_gives_the_one_result_of_the_process()
    {
        await using var talk = await ScriptedConversation.OpenAsync(AmpScript.New.UsesTool("Bash", """{"cmd":"x"}""", "y").Waits(TimeSpan.FromMilliseconds(200)).Says("${prompt}").ThenSucceeds());
        var first = talk.Conversation.SendAsync("one");
        var second = talk.Conversation.SendAsync("two");

        var result = await talk.Conversation.CloseAsync();

        Assert.Equal(("one", "two"), ((await first.WaitAsync()).Text, (await second.WaitAsync()).Text));
        Assert.Equal((false, "two", 4, 0), (result!.IsError, result.Text, result.Turns, result.ExitCode));
        Assert.Equal(4 * (await first.WaitAsync()).Usage!.OutputTokens / 2, result.Usage!.OutputTokens);
        Assert.False(talk.Conversation.IsOpen);
        Assert.Throws<InvalidOperationException>(() => talk.Conversation.SendAsync("three"));
        talk.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Closing_before_a_word_was_said_does_not_wait_for_the_CLI_which_would_wait_for_ever()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot, configure: options => options.ExitTimeout = TimeSpan.FromMinutes(5));

        Assert.Null(await talk.Conversation.CloseAsync());

        talk.AssertNothingIsLeft();
        Assert.Equal("", Assert.Single(talk.Cli.Runs).StandardInput);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Closing_does_not_wait_for_somebody_who_does_not_read()
    {
        await using var talk = await ScriptedConversation.OpenAsync(AmpScript.New.Starts().Repeats(3000, AmpScript.New.Emits("""{"type":"heartbeat"}""")).Says("last").ThenSucceeds());
        talk.Conversation.SendAsync("nobody reads this");

        Assert.Equal("last", (await talk.Conversation.CloseAsync())!.Text);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Disposing_in_the_middle_of_a_turn_leaves_nothing_running_and_the_turn_is_cancelled()
    {
        await using var talk = await ScriptedConversation.OpenAsync(AmpScript.New.CallsTool("Bash", """{"cmd":"x"}""").SpawnsChild(ignoringSignals: true, inOwnSession: true).IgnoresSignals().Hangs());
        var turn = talk.Conversation.SendAsync("work");
        var waiting = talk.Conversation.SendAsync("later");
        Assert.True(SpinWait.SpinUntil(() => talk.Cli.LiveProcesses.Count >= 2, TimeSpan.FromSeconds(30)));

        await talk.Conversation.DisposeAsync();

        talk.AssertNothingIsLeft();
        Assert.Equal(AmpErrorKind.Cancelled, (await turn.WaitAsync()).ErrorKind);
        Assert.Equal(AmpErrorKind.Cancelled, (await waiting.WaitAsync()).ErrorKind);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_failed_turn_is_a_value_and_ends_the_conversation_unless_asked_otherwise()
    {
        await using var talk = await ScriptedConversation.OpenAsync(Failing);
        await talk.Conversation.SendAsync("well").WaitAsync();
        var turn = talk.Conversation.SendAsync("fail");
        var behind = talk.Conversation.SendAsync("behind it");

        var messages = await ScriptedConversation.ReadAsync(turn);

        Assert.True(Assert.IsType<ResultMessage>(messages[^1]).IsError);
        Assert.Equal((AmpErrorKind.Overloaded, Overloaded), ((await turn.WaitAsync()).ErrorKind, (await turn.WaitAsync()).Error));
        Assert.Equal(AmpErrorKind.Cancelled, (await behind.WaitAsync()).ErrorKind);
        Assert.False(talk.Conversation.IsOpen);
        var e = Assert.Throws<InvalidOperationException>(() => talk.Conversation.SendAsync("more"));
        Assert.Contains("ReopenAfterFailure", e.Message, StringComparison.Ordinal);
        Assert.NotNull(talk.Conversation.ThreadId);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_conversation_survives_a_failed_turn_by_continuing_the_thread()
    {
        await using var talk = await ScriptedConversation.OpenAsync(Failing, Reopening);
        await talk.Conversation.SendAsync("well").WaitAsync();
        var thread = talk.Conversation.ThreadId;

        var failed = await talk.Conversation.SendAsync("fail").WaitAsync();
        var after = await talk.Conversation.SendAsync("and now").WaitAsync();

        Assert.Equal(AmpErrorKind.Overloaded, failed.ErrorKind);
        Assert.Equal("You said: and now", after.Text);
        Assert.Equal(thread, after.ThreadId);
        var runs = talk.Cli.Runs;
        Assert.Equal(2, runs.Count);
        Assert.Equal(["threads", "continue", thread!.Value.Value], runs[1].Arguments.Take(3));
        Assert.Contains("--stream-json-input", runs[1].Arguments);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_CLI_that_crashes_in_a_turn_or_between_turns_is_replaced_when_asked()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot.ForPrompt("crash", AmpScript.New.Starts().CrashesBySignal(9)), Reopening);

        var e = await Assert.ThrowsAsync<AmpProcessException>(() => talk.Conversation.SendAsync("crash").WaitAsync());
        Assert.Equal(137, e.ExitCode);
        Assert.Equal("You said: one", (await talk.Conversation.SendAsync("one").WaitAsync()).Text);

        using (var process = System.Diagnostics.Process.GetProcessById(talk.Conversation.ProcessId!.Value))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.Null(talk.Conversation.ProcessId);

        Assert.Equal("You said: two", (await talk.Conversation.SendAsync("two").WaitAsync()).Text);
        Assert.Equal(3, talk.Cli.Runs.Count);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_turn_can_be_stopped_and_the_next_continues_the_thread()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot.ForPrompt("work", AmpScript.New.CallsTool("Bash", """{"cmd":"x"}""").Hangs()));
        var turn = talk.Conversation.SendAsync("work");
        await using (var messages = turn.GetAsyncEnumerator())
        {
            await ScriptedConversation.WaitForToolAsync(messages);
        }

        Assert.Equal(AmpErrorKind.Cancelled, (await turn.StopAsync()).ErrorKind);
        Assert.Equal("You said: next", (await talk.Conversation.SendAsync("next").WaitAsync()).Text);
        Assert.Contains("continue", talk.Cli.Runs[1].Arguments);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_turn_that_waits_can_be_taken_back()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot.ForPrompt("work", ScriptedConversation.AtWork));
        talk.Conversation.SendAsync("work");
        var waiting = talk.Conversation.SendAsync("later");

        Assert.Equal(AmpErrorKind.Cancelled, (await waiting.StopAsync()).ErrorKind);

        Assert.Equal("Something else, then.", (await talk.Conversation.SteerAsync("steered").WaitAsync()).Text);
        Assert.DoesNotContain("later", talk.Cli.Runs[0].StandardInput, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_clocks_run_for_each_turn_and_not_between_turns()
    {
        var clock = new ManualClock();
        var longer = TimeSpan.FromHours(20);
        await using var talk = await ScriptedConversation.OpenAsync(
            ScriptedConversation.Parrot.ForPrompt("silent", AmpScript.New.Starts().Hangs()),
            Reopening with { Timeout = longer },
            options => (options.IdleTimeout, options.FirstOutputTimeout) = (TimeSpan.FromMinutes(2), longer),
            clock);
        await talk.Conversation.SendAsync("one").WaitAsync();
        clock.Advance(longer);

        Assert.Equal("You said: two", (await talk.Conversation.SendAsync("two").WaitAsync()).Text);
        Assert.Equal(AmpClock.Idle, (await RunOutAsync("silent")).Clock);
        Assert.Equal(AmpClock.Idle, (await RunOutAsync("silent too")).Clock);
        Assert.Equal("You said: three", (await talk.Conversation.SendAsync("three").WaitAsync()).Text);

        async Task<AmpTimeoutException> RunOutAsync(string prompt)
        {
            var turn = talk.Conversation.SendAsync(prompt);
            while (!turn.IsCompleted)
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                await Task.Delay(10);
            }

            return await Assert.ThrowsAsync<AmpTimeoutException>(() => turn.WaitAsync());
        }
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_turn_that_takes_too_long_in_all_names_the_total_clock()
    {
        await using var talk = await ScriptedConversation.OpenAsync(AmpScript.New.CallsTool("Bash", """{"cmd":"x"}""").Hangs(), new() { Timeout = TimeSpan.FromSeconds(1) });

        var e = await Assert.ThrowsAsync<AmpTimeoutException>(() => talk.Conversation.SendAsync("x").WaitAsync());

        Assert.Equal(AmpClock.Total, e.Clock);
        talk.AssertNothingIsLeft();
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("Invalid or missing API key. Run 'amp login' to authenticate.", typeof(AmpAuthenticationException))]
    [InlineData("Thread T-1 does not exist.", typeof(AmpProcessException))]
    public async Task What_keeps_the_CLI_from_starting_is_told_when_opening(string error, Type expected)
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.WritesStderr(error + "\n").ExitsWith(1));

        await Assert.ThrowsAsync(expected, () => run.Client.OpenConversationAsync());

        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Whoever_opens_can_give_up()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Hangs());
        using var source = new CancellationTokenSource();
        var opening = run.Client.OpenConversationAsync(cancellationToken: source.Token);
        await run.Cli.WaitForRunsAsync(1);

        await source.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal(source.Token, e.CancellationToken);
        run.AssertNothingIsLeft();
    }
}
