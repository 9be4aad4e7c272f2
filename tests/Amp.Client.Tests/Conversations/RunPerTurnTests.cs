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
}
