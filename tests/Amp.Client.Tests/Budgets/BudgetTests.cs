using Amp.Client.Tests.Configuration;
using Amp.Client.Tests.Conversations;
using Amp.Client.Tests.Runs;
using Amp.Streaming.Events;
using Amp.Testing;

namespace Amp.Client.Tests.Budgets;

/// <summary>A run that would use more than it may is stopped, and its result says by which limit.</summary>
public sealed class BudgetTests
{
    private static readonly AmpScript Busy = AmpScript.New
        .UsesTool("Bash", """{"cmd":"1"}""", "one")
        .UsesTool("Bash", """{"cmd":"2"}""", "two")
        .CallsTool("Bash", """{"cmd":"3"}""")
        .Hangs();

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData(AmpBudgetLimit.Tokens)]
    [InlineData(AmpBudgetLimit.Turns)]
    [InlineData(AmpBudgetLimit.ToolCalls)]
    [InlineData(AmpBudgetLimit.WallTime)]
    public async Task The_limit_that_was_reached_stops_the_run_and_is_named(AmpBudgetLimit limit)
    {
        var perCall = await TokensOfOneCallAsync();
        var clock = new ManualClock();
        await using var run = ScriptedRun.Playing(Busy, clock: clock);
        var budget = limit switch
        {
            AmpBudgetLimit.Tokens => new AmpBudget { MaxTokens = (2 * perCall) + 1, MaxTurns = 100, MaxToolCalls = 100, MaxWallTime = TimeSpan.FromMinutes(5) },
            AmpBudgetLimit.Turns => new AmpBudget { MaxTokens = 100 * perCall, MaxTurns = 3 },
            AmpBudgetLimit.ToolCalls => new AmpBudget { MaxTokens = 100 * perCall, MaxToolCalls = 2 },
            _ => new AmpBudget { MaxTokens = 100 * perCall, MaxWallTime = TimeSpan.FromSeconds(2) },
        };

        var result = await run.Client.RunIterationAsync("x", new() { Budget = budget, OnToolStart = AtTheThird(() => clock.Advance(TimeSpan.FromSeconds(2))) });

        Assert.Equal((true, AmpErrorKind.BudgetReached, limit), (result.IsError, result.ErrorKind, result.StoppedBy));
        Assert.Contains("Max", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, result.ToolCalls.Count);
        Assert.NotNull(result.ThreadId);
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task One_model_call_counts_once_and_whole()
    {
        var perCall = await TokensOfOneCallAsync();

        Assert.False(await IsStoppedAsync(perCall + 1, atTool: TimeSpan.FromSeconds(1)));
        Assert.True(await IsStoppedAsync(perCall, atTool: TimeSpan.FromSeconds(50)));

        static async Task<bool> IsStoppedAsync(long tokens, TimeSpan atTool)
        {
            await using var run = ScriptedRun.Playing(AmpScript.New.CallsTool("Bash", """{"cmd":"1"}""").Waits(atTool).ToolAnswers("one").Says("Done.").ThenSucceeds());
            return (await run.Client.RunIterationAsync("x", new() { Budget = new() { MaxTokens = tokens } })).IsError;
        }
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_that_ends_by_itself_with_its_last_token_has_succeeded()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());

        var result = await run.Client.RunIterationAsync("x", new() { Budget = new() { MaxTokens = 1, MaxTurns = 1, MaxToolCalls = 0 } });

        Assert.Equal((false, null), (result.IsError, result.StoppedBy));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_stopped_run_can_be_gone_on_with()
    {
        await using var run = ScriptedRun.Playing(Busy.ForContinuedThread(AmpScript.New.Says("Went on.").ThenSucceeds()));

        var stopped = await run.Client.RunIterationAsync("x", new() { Budget = new() { MaxTurns = 1 } });
        var next = await run.Client.ContinueThreadAsync(stopped.ThreadId!.Value, "y");

        Assert.Equal(AmpBudgetLimit.Turns, stopped.StoppedBy);
        Assert.Equal(("Went on.", stopped.ThreadId), (next.Text, next.ThreadId));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_turns_of_a_conversation_share_one_budget_and_a_turn_beyond_it_ends_at_once()
    {
        var script = AmpScript.New.UsesTool("Bash", """{"cmd":"1"}""", "one").Says("${prompt}").ThenSucceeds().ForPrompt("busy", Busy);
        await using var talk = await ScriptedConversation.OpenAsync(script, new() { Budget = new() { MaxToolCalls = 3 } });

        Assert.Equal("one", (await talk.Conversation.SendAsync("one").WaitAsync()).Text);
        var stopped = await talk.Conversation.SendAsync("busy").WaitAsync();
        var beyond = await talk.Conversation.SendAsync("more").WaitAsync();

        Assert.Equal(AmpBudgetLimit.ToolCalls, stopped.StoppedBy);
        Assert.Equal((AmpErrorKind.BudgetReached, AmpBudgetLimit.ToolCalls), (beyond.ErrorKind, beyond.StoppedBy));
        Assert.Equal(stopped.ThreadId, beyond.ThreadId);
        Assert.DoesNotContain("more", Assert.Single(talk.Cli.Runs).StandardInput, StringComparison.Ordinal);
        talk.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Time_between_turns_is_not_work()
    {
        var clock = new ManualClock();
        await using var talk = await ScriptedConversation.OpenAsync(
            ScriptedConversation.Parrot.ForPrompt("busy", Busy),
            new() { Budget = new() { MaxWallTime = TimeSpan.FromMinutes(3) }, OnToolStart = AtTheThird(() => clock.Advance(TimeSpan.FromMinutes(3))) },
            clock: clock);
        await talk.Conversation.SendAsync("one").WaitAsync();
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("You said: two", (await talk.Conversation.SendAsync("two").WaitAsync()).Text);
        Assert.Equal(AmpBudgetLimit.WallTime, (await talk.Conversation.SendAsync("busy").WaitAsync()).StoppedBy);
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task A_budget_that_cannot_be_is_refused_by_name(AmpBudget budget, string name)
    {
        var e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new AmpClient().RunIterationAsync("x", new() { Budget = budget }));

        Assert.Contains(name, e.Message, StringComparison.Ordinal);
    }

    public static TheoryData<AmpBudget, string> Impossible => new()
    {
        { new() { MaxTokens = 0 }, "MaxTokens" },
        { new() { MaxTurns = 0 }, "MaxTurns" },
        { new() { MaxToolCalls = -1 }, "MaxToolCalls" },
        { new() { MaxWallTime = TimeSpan.Zero }, "MaxWallTime" },
    };

    private static Func<ToolStartEvent, CancellationToken, ValueTask> AtTheThird(Action act) => (tool, _) =>
    {
        if (tool.Input.ToString().Contains('3', StringComparison.Ordinal))
        {
            act();
        }

        return ValueTask.CompletedTask;
    };

    private static async Task<long> TokensOfOneCallAsync()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());
        var usage = (await run.Client.RunIterationAsync("x")).Usage!;
        return usage.InputTokens!.Value + usage.CacheCreationInputTokens!.Value + usage.CacheReadInputTokens!.Value + usage.OutputTokens!.Value;
    }
}
