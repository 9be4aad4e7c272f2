using Amp.Client.Tests.Runs;
using Amp.Streaming;
using Amp.Testing;

namespace Amp.Client.Tests.Conversations;

/// <summary>A CLI that talks, and a conversation with it.</summary>
internal sealed class ScriptedConversation : IAsyncDisposable
{
    private readonly ScriptedRun _run;

    private ScriptedConversation(ScriptedRun run, AmpConversation conversation) => (_run, Conversation) = (run, conversation);

    public AmpConversation Conversation { get; }

    public FakeAmp Cli => _run.Cli;

    public AmpClient Client => _run.Client;

    /// <summary>Answers every prompt with itself.</summary>
    public static AmpScript Parrot { get; } = AmpScript.New.Says("You said: ${prompt}").ThenSucceeds();

    /// <summary>Is at a tool until another line comes, which it answers as the CLI does.</summary>
    public static AmpScript AtWork { get; } = AmpScript.New
        .CallsTool("Bash", """{"cmd":"sleep 60"}""")
        .WaitsForInputLine()
        .ToolAnswers("Tool execution cancelled: user:interrupted", exitCode: null, isError: true)
        .Emits("""{"type":"user","message":{"role":"user","content":[{"type":"text","text":"steered"}]},"parent_tool_use_id":null,"session_id":"${session_id}"}""")
        .Says("Something else, then.")
        .ThenSucceeds();

    public static async Task<ScriptedConversation> OpenAsync(AmpScript script, AmpRunOptions? options = null, Action<AmpClientOptions>? configure = null, TimeProvider? clock = null)
    {
        var run = ScriptedRun.Playing(script, configure, clock);
        return new(run, await run.Client.OpenConversationAsync(options));
    }

    public static async Task<List<AmpMessage>> ReadAsync(AmpTurn turn)
    {
        List<AmpMessage> messages = [];
        await foreach (var message in turn)
        {
            messages.Add(message);
        }

        return messages;
    }

    /// <summary>Waits until the agent is at a tool.</summary>
    public static async Task WaitForToolAsync(IAsyncEnumerator<AmpMessage> messages)
    {
        while (await messages.MoveNextAsync() && messages.Current is not AssistantMessage)
        {
        }
    }

    public void AssertNothingIsLeft() => _run.AssertNothingIsLeft();

    public async ValueTask DisposeAsync()
    {
        await Conversation.DisposeAsync();
        await _run.DisposeAsync();
    }
}
