using Amp.Client.Tests.Conversations;
using Amp.Client.Tests.Runs;
using Amp.Streaming;
using Amp.Streaming.Events;
using Amp.Testing;

namespace Amp.Client.Tests.Hooks;

/// <summary>The caller's own code is called with what a run says.</summary>
public sealed class HookTests
{
    private static readonly AmpScript OneTool = AmpScript.New.UsesTool("Bash", """{"cmd":"ls"}""", "a.txt").Says("Done.").ThenSucceeds();

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Hooks_are_called_in_order_one_at_a_time_and_before_the_reader_gets_the_message()
    {
        await using var run = ScriptedRun.Playing(OneTool);
        List<string> calls = [];
        var atOnce = 0;

        await foreach (var message in run.Client.StreamAsync("x", Telling(Note)))
        {
            calls.Add($"read {message.GetType().Name}");
        }

        Assert.Equal(
            [
                "OnMessage SystemMessage", "read SystemMessage",
                "OnMessage UserMessage", "read UserMessage",
                "OnMessage AssistantMessage", "OnToolStart Bash", "read AssistantMessage",
                "OnMessage UserMessage", "OnToolFinish Bash Completed", "read UserMessage",
                "OnMessage AssistantMessage", "OnTurnEnd end_turn", "read AssistantMessage",
                "OnMessage ResultMessage", "read ResultMessage",
            ],
            calls);

        async ValueTask Note(string call)
        {
            Assert.Equal(1, Interlocked.Increment(ref atOnce));
            await Task.Yield();
            calls.Add(call);
            Interlocked.Decrement(ref atOnce);
        }
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("OnMessage")]
    [InlineData("OnToolStart")]
    [InlineData("OnToolFinish")]
    [InlineData("OnTurnEnd")]
    public async Task A_hook_that_throws_ends_the_run_and_its_exception_comes_out_as_it_is(string hook)
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.UsesTool("Bash", """{"cmd":"ls"}""", "a.txt").Says("Done.").SpawnsChild(ignoringSignals: true).Hangs());
        var thrown = new InvalidOperationException("enough");

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => run.Client.RunIterationAsync("x", Telling(call =>
            call.StartsWith(hook, StringComparison.Ordinal) ? throw thrown : ValueTask.CompletedTask)));

        Assert.Same(thrown, e);
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_reader_who_gives_up_while_a_hook_works_loses_no_message()
    {
        await using var run = ScriptedRun.Playing(OneTool);
        var gate = new TaskCompletionSource();
        var seen = new TaskCompletionSource();
        await using var started = await run.Client.StartAsync(new()
        {
            Prompt = "x",
            Options = new()
            {
                OnMessage = async (message, _) =>
                {
                    seen.TrySetResult();
                    await gate.Task;
                },
            },
        });
        using var source = new CancellationTokenSource();
        var waiting = started.WaitAsync(source.Token);
        await seen.Task;

        await source.CancelAsync();
        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.SetResult();

        Assert.Equal(source.Token, e.CancellationToken);
        List<AmpMessage> messages = [];
        await foreach (var message in started.ReadMessagesAsync())
        {
            messages.Add(message);
        }

        Assert.IsType<SystemMessage>(messages[0]);
        Assert.Equal(6, messages.Count);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_hook_that_never_returns_does_not_outlast_the_runs_time()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.CallsTool("Bash", """{"cmd":"x"}""").Hangs());

        await Assert.ThrowsAsync<AmpTimeoutException>(() => run.Client.RunIterationAsync("x", new()
        {
            Timeout = TimeSpan.FromSeconds(1),
            OnToolStart = (_, _) => new(new TaskCompletionSource().Task),
        }));

        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_tool_without_an_answer_is_finished_as_interrupted_when_the_run_is_stopped()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.CallsTool("Bash", """{"cmd":"sleep"}""").DiesOfSignals().Hangs());
        var started = new TaskCompletionSource();
        List<ToolOutcome> outcomes = [];
        await using var held = await run.Client.StartAsync(new()
        {
            Prompt = "x",
            Options = new()
            {
                OnToolStart = (_, _) =>
                {
                    started.SetResult();
                    return ValueTask.CompletedTask;
                },
                OnToolFinish = (tool, _) =>
                {
                    outcomes.Add(tool.Outcome);
                    return ValueTask.CompletedTask;
                },
            },
        });
        var waiting = held.WaitAsync();
        await started.Task;

        Assert.Equal(AmpErrorKind.Cancelled, (await held.StopAsync()).ErrorKind);

        await waiting;
        Assert.Equal([ToolOutcome.Interrupted], outcomes);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_tool_is_finished_as_interrupted_when_the_turn_of_a_conversation_is_stopped_too()
    {
        List<ToolOutcome> outcomes = [];
        await using var talk = await ScriptedConversation.OpenAsync(AmpScript.New.CallsTool("Bash", """{"cmd":"sleep"}""").DiesOfSignals().Hangs(), new()
        {
            OnToolFinish = (tool, _) =>
            {
                outcomes.Add(tool.Outcome);
                return ValueTask.CompletedTask;
            },
        });
        var turn = talk.Conversation.SendAsync("x");
        await using var messages = turn.GetAsyncEnumerator();
        await ScriptedConversation.WaitForToolAsync(messages);

        Assert.Equal(AmpErrorKind.Cancelled, (await turn.StopAsync()).ErrorKind);

        Assert.Equal([ToolOutcome.Interrupted], outcomes);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Hooks_hold_for_the_turns_of_a_conversation_and_a_throw_fails_the_turn()
    {
        List<string> calls = [];
        var options = Telling(call =>
        {
            calls.Add(call);
            return call == "OnTurnEnd end_turn" && calls.Count(other => other == call) == 2 ? throw new InvalidOperationException("twice is enough") : ValueTask.CompletedTask;
        });
        await using var talk = await ScriptedConversation.OpenAsync(OneTool, options);

        Assert.Equal("Done.", (await talk.Conversation.SendAsync("one").WaitAsync()).Text);
        await Assert.ThrowsAsync<InvalidOperationException>(() => talk.Conversation.SendAsync("two").WaitAsync());

        Assert.Equal(2, calls.Count(call => call == "OnToolFinish Bash Completed"));
        Assert.False(talk.Conversation.IsOpen);
        talk.AssertNothingIsLeft();
    }

    private static AmpRunOptions Telling(Func<string, ValueTask> tell) => new()
    {
        OnMessage = (message, _) => tell($"OnMessage {message.GetType().Name}"),
        OnToolStart = (tool, _) => tell($"OnToolStart {tool.ToolName}"),
        OnToolFinish = (tool, _) => tell($"OnToolFinish {tool.ToolName} {tool.Outcome}"),
        OnTurnEnd = (turn, _) => tell($"OnTurnEnd {turn.StopReason}"),
    };
}
