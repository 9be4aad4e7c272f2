using Amp.Client.Tests.Runs;
using Amp.Streaming;
using Amp.Testing;

namespace Amp.Client.Tests.Conversations;

/// <summary>The same conversation with a CLI that takes one prompt for each process.</summary>
public sealed class RunPerTurnTests
{
    private const string Help =
        """
        Usage: amp [options] [command]

        Commands:

          threads          Manage threads
            continue       Continue a thread

        Options:

          -x, --execute [message]
                  Run a prompt
          --settings-file <value>
                  Settings
          --stream-json
                  Stream
        """;

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Turns_continue_one_thread_a_process_each()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot.HasHelp(Help));

        var first = await talk.Conversation.SendAsync("one").WaitAsync();
        var turn = talk.Conversation.SendAsync("two");
        var messages = await ScriptedConversation.ReadAsync(turn);

        Assert.Equal("You said: one", first.Text);
        Assert.Collection(messages, m => Assert.IsType<UserMessage>(m), m => Assert.IsType<AssistantMessage>(m));
        Assert.Equal(first.ThreadId, (await turn.WaitAsync()).ThreadId);
        Assert.Equal(2, talk.Cli.Runs.Count);
        Assert.Equal(["threads", "continue", first.ThreadId!.Value.Value], talk.Cli.Runs[1].Arguments.Take(3));
        Assert.Null(await talk.Conversation.CloseAsync());
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Steering_ends_the_process_of_the_turn_and_starts_another()
    {
        await using var talk = await ScriptedConversation.OpenAsync(ScriptedConversation.Parrot.ForPrompt("work", AmpScript.New.CallsTool("Bash", """{"cmd":"x"}""").Hangs()).HasHelp(Help));
        var first = talk.Conversation.SendAsync("work");
        await using var messages = first.GetAsyncEnumerator();
        await ScriptedConversation.WaitForToolAsync(messages);

        var steer = talk.Conversation.SteerAsync("no, this");

        Assert.Equal("You said: no, this", (await steer.WaitAsync()).Text);
        Assert.Equal(AmpErrorKind.Cancelled, (await first.WaitAsync()).ErrorKind);
        Assert.Contains("continue", talk.Cli.Runs[1].Arguments);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_failed_turn_ends_it_as_it_ends_any_conversation()
    {
        await using var talk = await ScriptedConversation.OpenAsync(AmpScript.New.Starts().ThenFails("429 {}").HasHelp(Help));

        Assert.Equal(AmpErrorKind.RateLimited, (await talk.Conversation.SendAsync("x").WaitAsync()).ErrorKind);

        Assert.False(talk.Conversation.IsOpen);
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_turn_that_waits_for_its_place_among_the_runs_can_be_stopped_and_interrupted(bool isSteered)
    {
        await using var talk = await ScriptedConversation.OpenAsync(
            ScriptedConversation.Parrot.ForPrompt("hold", AmpScript.New.Starts().Hangs()).HasHelp(Help), configure: options => options.MaxConcurrentRuns = 1);
        await using var held = await talk.Client.StartAsync(new() { Prompt = "hold" });
        var turn = talk.Conversation.SendAsync("one");
        Assert.True(SpinWait.SpinUntil(() => turn.IsBegun, TimeSpan.FromSeconds(30)));

        var steer = isSteered ? talk.Conversation.SteerAsync("no, this") : null;
        var stopped = await (isSteered ? turn.WaitAsync() : turn.StopAsync());
        Assert.Equal(AmpErrorKind.Cancelled, stopped.ErrorKind);

        await held.StopAsync();
        var next = await (steer ?? talk.Conversation.SendAsync("two")).WaitAsync();
        Assert.Equal(isSteered ? "You said: no, this" : "You said: two", next.Text);
        Assert.DoesNotContain(talk.Cli.Runs, run => run.StandardInput == "one");
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_turn_whose_process_cannot_be_started_fails_like_any_other_and_does_not_stop_the_next(bool reopens)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "no settings");
        await using var talk = await ScriptedConversation.OpenAsync(
            ScriptedConversation.Parrot.HasHelp(Help), new() { SettingsFile = file, Settings = new() { DisabledTools = ["Bash"] }, Conversation = new() { ReopenAfterFailure = reopens } });

        await Assert.ThrowsAsync<AmpConfigurationException>(() => talk.Conversation.SendAsync("one").WaitAsync());
        await File.WriteAllTextAsync(file, "{}");

        Assert.Equal(reopens, talk.Conversation.IsOpen);
        if (reopens)
        {
            Assert.Equal("You said: two", (await talk.Conversation.SendAsync("two").WaitAsync()).Text);
        }

        File.Delete(file);
    }
}
