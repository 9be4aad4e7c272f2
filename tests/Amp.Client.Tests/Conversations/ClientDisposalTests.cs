using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Conversations;

/// <summary>What becomes of conversations whose client is disposed.</summary>
public sealed class ClientDisposalTests
{
    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disposing_the_client_ends_its_conversations_and_their_turns_are_cancelled(bool answersSignals)
    {
        var script = AmpScript.New.CallsTool("Bash", """{"cmd":"x"}""");
        await using var talk = await ScriptedConversation.OpenAsync(answersSignals ? script.Hangs() : script.DiesOfSignals().Hangs());
        var turn = talk.Conversation.SendAsync("work");
        await using var messages = turn.GetAsyncEnumerator();
        await ScriptedConversation.WaitForToolAsync(messages);

        await talk.Client.DisposeAsync();

        talk.AssertNothingIsLeft();
        Assert.Equal(AmpErrorKind.Cancelled, (await turn.WaitAsync()).ErrorKind);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Disposing_the_client_right_after_sending_cancels_the_turn_too()
    {
        await using var talk = await ScriptedConversation.OpenAsync(AmpScript.New.Starts().Hangs());
        var turn = talk.Conversation.SendAsync("work");

        await talk.Client.DisposeAsync();

        talk.AssertNothingIsLeft();
        Assert.Equal(AmpErrorKind.Cancelled, (await turn.WaitAsync()).ErrorKind);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Disposing_the_client_while_somebody_else_holds_the_output_open_is_no_broken_pipe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // setsid
        }

        var folder = Directory.CreateTempSubdirectory("amp-held-output-");
        var cli = Path.Combine(folder.FullName, "amp");
        await File.WriteAllTextAsync(cli, """
            #!/bin/sh
            case "$1" in --version|--help) exit 1;; esac
            (env -i setsid sleep 20 &)
            echo '{"type":"system","subtype":"init","cwd":"/","session_id":"T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd","tools":[],"mcp_servers":[]}'
            read line
            echo "$line"
            echo '{"type":"assistant","message":{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"Bash","input":{}}],"stop_reason":"tool_use"},"session_id":"T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd"}'
            exec sleep 60
            """);
        File.SetUnixFileMode(cli, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var client = new AmpClient(new() { CliPath = cli, ApiKey = "key" });
        await using var conversation = await client.OpenConversationAsync();
        var turn = conversation.SendAsync("work");
        await using var messages = turn.GetAsyncEnumerator();
        await ScriptedConversation.WaitForToolAsync(messages);

        await client.DisposeAsync();

        Assert.Equal(AmpErrorKind.Cancelled, (await turn.WaitAsync()).ErrorKind);
        folder.Delete(recursive: true);
    }
}
