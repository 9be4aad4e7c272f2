using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;
using Amp.Streaming;

namespace Amp.Conformance.Tests;

/// <summary>Many turns over one process of a real CLI.</summary>
public sealed class ConversationTests
{
    private const string OnePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static readonly AmpRunOptions Reopening = Sandbox.AllowAll with { Conversation = new() { ReopenAfterFailure = true } };

    [ConformanceTheory(UnixOnly = true)]
    [EachCli]
    public async Task Ten_turns_with_a_steer_and_a_failure_go_on_in_one_thread(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        await using var conversation = await sandbox.Client.OpenConversationAsync(Reopening);
        var thread = conversation.ThreadId;
        var process = conversation.ProcessId;
        Assert.NotNull(thread);

        Assert.Equal("Hello from the fake model.", await SayAsync("@@hello one"));
        Assert.Equal("Done: I ran the command.", await SayAsync("@@tool two"));
        Assert.Equal("All done.", await SayAsync("@@texttool three"));

        // The fourth is at a tool that would take a minute; the fifth waits for it, and the steer comes between.
        var fourth = conversation.SendAsync("@@sleep four");
        var fifth = conversation.SendAsync("@@hello five");
        await foreach (var message in fourth)
        {
            if (message is AssistantMessage)
            {
                break;
            }
        }

        var steer = conversation.SteerAsync("@@fail steered");
        Assert.Equal("It failed.", (await steer.WaitAsync()).Text);
        var interrupted = await fourth.WaitAsync();
        Assert.Equal(AmpErrorKind.Cancelled, interrupted.ErrorKind);
        Assert.StartsWith("Tool execution cancelled", Assert.Single(interrupted.ToolCalls).Content, StringComparison.Ordinal);
        Assert.Equal("Hello from the fake model.", (await fifth.WaitAsync()).Text);
        Assert.Equal(process, conversation.ProcessId);

        var failed = await conversation.SendAsync("@@e529 seven").WaitAsync();
        Assert.Equal(AmpErrorKind.Overloaded, failed.ErrorKind);
        Assert.Null(conversation.ProcessId);

        Assert.Equal("Parallel done.", await SayAsync("@@parallel eight"));
        Assert.Equal("Unicode done \U0001F389.", await SayAsync("@@unicode nine: é \U0001F600 \u2028"));
        Assert.Equal("Created.", await SayAsync("@@create ten"));

        var closed = await conversation.CloseAsync();
        Assert.Equal((false, "Created."), (closed!.IsError, closed.Text));
        Assert.Equal(thread, closed.ThreadId);
        Assert.Contains("@@hello one", sandbox.ModelCalls[^1].UserTexts);
        Assert.Contains("@@unicode nine: é \U0001F600 \u2028", sandbox.ModelCalls[^1].UserTexts);
        Assert.True(await sandbox.IsEmptyAsync());

        async Task<string?> SayAsync(string prompt)
        {
            var result = await conversation.SendAsync(prompt).WaitAsync();
            Assert.Equal(thread, result.ThreadId);
            Assert.False(result.IsError, result.Error);
            return result.Text;
        }
    }

    [ConformanceTheory(UnixOnly = true)]
    [EachCli]
    public async Task An_image_reaches_the_model_where_the_CLI_takes_images(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        await using var conversation = await sandbox.Client.OpenConversationAsync();
        IReadOnlyList<ContentBlock> content = [new TextBlock("@@hello what is this?"), new ImageBlock("image/png", OnePixel)];

        if (cli is CliMatrix.January)
        {
            Assert.Throws<AmpCapabilityException>(() => conversation.SendAsync(content));
            return;
        }

        Assert.Equal("Hello from the fake model.", (await conversation.SendAsync(content).WaitAsync()).Text);
        var alone = conversation.SendAsync([new ImageBlock("image/png", OnePixel)]);
        Assert.False((await alone.WaitAsync()).IsError);
        Assert.Equal("Hello from the fake model.", (await conversation.SendAsync("@@hello and after it").WaitAsync()).Text);
    }

    [ConformanceFact]
    public async Task After_an_answer_that_broke_off_the_same_process_goes_on()
    {
        await using var sandbox = await Sandbox.CreateAsync(CliMatrix.March);
        await using var conversation = await sandbox.Client.OpenConversationAsync();
        var process = conversation.ProcessId;

        Assert.Equal(AmpErrorKind.MaxTokens, (await conversation.SendAsync("@@maxtokens").WaitAsync()).ErrorKind);

        Assert.Equal("Hello from the fake model.", (await conversation.SendAsync("@@hello").WaitAsync()).Text);
        Assert.Equal(process, conversation.ProcessId);
    }

    [ConformanceTheory(UnixOnly = true)]
    [EachCli]
    public async Task A_turn_that_is_stopped_leaves_no_tool_behind_and_the_thread_goes_on(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        await using var conversation = await sandbox.Client.OpenConversationAsync(Sandbox.AllowAll);
        var turn = conversation.SendAsync("@@sleep");
        await foreach (var message in turn)
        {
            if (message is AssistantMessage)
            {
                break;
            }
        }

        Assert.Equal(AmpErrorKind.Cancelled, (await turn.StopAsync()).ErrorKind);
        Assert.True(await sandbox.IsEmptyAsync());

        var next = await conversation.SendAsync("@@hello").WaitAsync();
        Assert.Equal("Hello from the fake model.", next.Text);
        Assert.Equal(turn.WaitAsync().Result.ThreadId, next.ThreadId);
    }

    [ConformanceFact]
    public async Task The_application_decides_on_the_tools_of_every_turn()
    {
        await using var sandbox = await Sandbox.CreateAsync(CliMatrix.March);
        var asked = 0;
        await using var conversation = await sandbox.Client.OpenConversationAsync(new()
        {
            OnPermission = (_, _) => Task.FromResult(Interlocked.Increment(ref asked) == 1 ? AmpPermissionDecision.Reject("Not now.") : AmpPermissionDecision.Allow()),
        });

        var first = await conversation.SendAsync("@@perm").WaitAsync();
        var second = await conversation.SendAsync("@@perm again").WaitAsync();

        Assert.Equal("Not now.", Assert.Single(first.ToolCalls).Content);
        Assert.Equal(0, Assert.Single(second.ToolCalls).ExitCode);
    }

    [ConformanceTheory(UnixOnly = true)]
    [EachCli]
    public async Task A_conversation_is_opened_on_a_thread_that_exists(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var first = await sandbox.Client.RunIterationAsync("@@hello to begin with");

        await using var conversation = await sandbox.Client.ContinueConversationAsync(first.ThreadId!.Value);
        var next = await conversation.SendAsync("@@hello again").WaitAsync();

        Assert.Equal(first.ThreadId, next.ThreadId);
        Assert.Contains("@@hello to begin with", sandbox.ModelCalls[^1].UserTexts);
    }
}
