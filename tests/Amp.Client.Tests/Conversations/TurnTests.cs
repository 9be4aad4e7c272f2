using Amp.Client.Tests.Runs;
using Amp.Streaming;
using Amp.Testing;

namespace Amp.Client.Tests.Conversations;

/// <summary>Turns of a conversation: in order, one at a time, each with its own messages and its own end.</summary>
public sealed class TurnTests
{
    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Stopping_a_turn_that_is_about_to_interrupt_another_stops_both_and_the_conversation_goes_on()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot.ForPrompt("work", AmpScript.New.CallsTool("Bash", """{"cmd":"x"}""").Hangs()));
        var work = talk.Conversation.SendAsync("work");
        await using var messages = work.GetAsyncEnumerator();
        await ScriptedConversation.WaitForToolAsync(messages);

        Assert.Equal(AmpErrorKind.Cancelled, (await talk.Conversation.SteerAsync("no, this").StopAsync()).ErrorKind);

        Assert.Equal(AmpErrorKind.Cancelled, (await work.WaitAsync()).ErrorKind);
        Assert.Equal("You said: next", (await talk.Conversation.SendAsync("next").WaitAsync()).Text);
        Assert.DoesNotContain("no, this", talk.Cli.Runs[1].StandardInput, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Each_turn_gives_its_own_messages_over_one_process()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot);

        for (var i = 1; i <= 3; i++)
        {
            var turn = talk.Conversation.SendAsync($"number {i}");
            var messages = await ScriptedConversation.ReadAsync(turn);

            Assert.Collection(
                messages,
                m => Assert.Equal($"number {i}", Assert.IsType<TextBlock>(Assert.Single(Assert.IsType<UserMessage>(m).Content)).Text),
                m => Assert.Equal(StopReason.EndTurn, Assert.IsType<AssistantMessage>(m).StopReason));
            var result = await turn.WaitAsync();
            Assert.Equal((false, $"You said: number {i}", 1), (result.IsError, result.Text, result.Turns));
            Assert.Equal(talk.Conversation.ThreadId, result.ThreadId);
        }

        var run = Assert.Single(talk.Cli.Runs);
        Assert.Contains("--stream-json-input", run.Arguments);
        Assert.Equal(run.ProcessId, talk.Conversation.ProcessId);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task What_is_sent_during_a_turn_waits_for_its_end_and_never_steers()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot.ForPrompt("work", ScriptedConversation.AtWork));
        var work = talk.Conversation.SendAsync("work");
        await using var messages = work.GetAsyncEnumerator();
        await ScriptedConversation.WaitForToolAsync(messages);

        // Only another line ends the tool: were one of these written, it would be the first.
        AmpTurn[] turns = [talk.Conversation.SendAsync("2"), talk.Conversation.SendAsync("3"), talk.Conversation.SteerAsync("steered")];
        var results = await Task.WhenAll(turns.Select(turn => turn.WaitAsync()));

        Assert.Equal("You said: 2, You said: 3, Something else, then.", string.Join(", ", results.Select(result => result.Text)));
        var lines = talk.Cli.Runs[0].StandardInput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Collection(lines, l => Assert.Contains("work", l, StringComparison.Ordinal), l => Assert.Contains("steered", l, StringComparison.Ordinal), l => Assert.Contains("2", l, StringComparison.Ordinal), l => Assert.Contains("3", l, StringComparison.Ordinal));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Steering_interrupts_the_turn_and_what_waits_goes_on_waiting()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot.ForPrompt("work", ScriptedConversation.AtWork));
        var first = talk.Conversation.SendAsync("work");
        var later = talk.Conversation.SendAsync("afterwards");
        await using var messages = first.GetAsyncEnumerator();
        await ScriptedConversation.WaitForToolAsync(messages);

        var steer = talk.Conversation.SteerAsync("steered");

        Assert.True(await messages.MoveNextAsync());
        Assert.True(Assert.IsType<ToolResultBlock>(Assert.IsType<UserMessage>(messages.Current).Content[0]).IsError);
        Assert.False(await messages.MoveNextAsync());
        Assert.Equal(AmpErrorKind.Cancelled, (await first.WaitAsync()).ErrorKind);
        Assert.Equal(2, (await ScriptedConversation.ReadAsync(steer)).Count);
        Assert.Equal("Something else, then.", (await steer.WaitAsync()).Text);
        Assert.Equal("You said: afterwards", (await later.WaitAsync()).Text);
        Assert.Single(talk.Cli.Runs);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Steering_without_a_turn_under_way_just_sends()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot);

        Assert.Equal("You said: go", (await talk.Conversation.SteerAsync("go").WaitAsync()).Text);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Leaving_a_turn_early_ends_neither_it_nor_the_conversation()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot.ForPrompt("wordy", AmpScript.New.Starts().Repeats(3000, AmpScript.New.Emits("""{"type":"heartbeat"}""")).Says("last").ThenSucceeds()));
        var turn = talk.Conversation.SendAsync("wordy");

        await foreach (var message in turn)
        {
            break;
        }

        var next = talk.Conversation.SendAsync("go on");
        Assert.Equal("You said: go on", (await next.WaitAsync()).Text);
        Assert.Equal("last", (await turn.WaitAsync()).Text);
        Assert.Single(talk.Cli.Runs);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_slow_reader_gets_every_message()
    {
        await using var talk = await ScriptedConversation.OpenAsync(AmpScript.New.Starts().Repeats(3000, AmpScript.New.Emits("""{"type":"heartbeat"}""")).Says("last").ThenSucceeds());
        var turn = talk.Conversation.SendAsync("x");
        await using var messages = turn.GetAsyncEnumerator();
        Assert.True(await messages.MoveNextAsync());
        Assert.False(turn.IsCompleted);

        var count = 1;
        while (await messages.MoveNextAsync())
        {
            count++;
        }

        Assert.Equal(3002, count);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_token_gives_up_reading_but_not_the_turn_and_takes_back_what_has_not_begun()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot.ForPrompt("slow", AmpScript.New.Starts().WaitsForInputLine().Says("late").ThenSucceeds()));
        using var reading = new CancellationTokenSource();
        using var sending = new CancellationTokenSource();
        var slow = talk.Conversation.SendAsync("slow");
        var withdrawn = talk.Conversation.SendAsync("withdrawn", sending.Token);
        await using var messages = slow.GetAsyncEnumerator(reading.Token);
        Assert.True(await messages.MoveNextAsync());

        await reading.CancelAsync();
        await sending.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => messages.MoveNextAsync().AsTask());
        Assert.Equal(reading.Token, e.CancellationToken);
        var taken = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn.WaitAsync());
        Assert.Equal(sending.Token, taken.CancellationToken);
        Assert.False(slow.IsCompleted);
        Assert.DoesNotContain("withdrawn", talk.Cli.Runs[0].StandardInput, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Every_character_arrives_and_images_go_beside_the_text()
    {
        const string Text = "“quotes” \"x\" é \U0001F600 \u2028 tab\t new\nline \\ end";
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot);

        var echoed = (UserMessage)(await ScriptedConversation.ReadAsync(talk.Conversation.SendAsync(Text)))[0];
        await talk.Conversation.SendAsync([new TextBlock("look"), new ImageBlock("image/png", "AAAA")]).WaitAsync();

        Assert.Equal(Text, ((TextBlock)echoed.Content[0]).Text);
        var input = talk.Cli.Runs[0].StandardInput;
        Assert.All(input, c => Assert.True(char.IsAscii(c)));
        Assert.Contains(@"\u00e9 \ud83d\ude00 \u2028", input, StringComparison.Ordinal);
        Assert.Contains("""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}""", input, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_is_written_as_an_escape_because_UTF8_cannot_hold_it() =>
        Assert.Contains(@"""half \ud83d!""", System.Text.Encoding.ASCII.GetString(Amp.Client.Conversations.InputLine.Of("half \ud83d!").Span), StringComparison.Ordinal);

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_CLI_that_takes_no_images_is_not_sent_any()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot.HasVersion("0.0.1767830505-ga62310 (released 2026-01-08T00:07:21.653Z, 10mo ago)"));

        var e = Assert.Throws<AmpCapabilityException>(() => talk.Conversation.SendAsync([new ImageBlock("image/png", "AAAA")]));

        Assert.Equal("0.0.1774569934-g39e3ec", e.SinceVersion);
        Assert.Throws<ArgumentException>(() => talk.Conversation.SendAsync([new ToolResultBlock("x")]));
        Assert.Throws<ArgumentException>(() => talk.Conversation.SendAsync([]));
    }
}
