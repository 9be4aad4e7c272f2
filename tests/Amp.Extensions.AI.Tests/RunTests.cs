using Amp.Client;
using Amp.Testing;

namespace Amp.Extensions.AI.Tests;

/// <summary>A whole run, without a model: the scripted CLI really starts the relay, which really reaches this process.</summary>
public sealed class RunTests
{
    [Fact(Timeout = 60_000)]
    public async Task The_agent_calls_a_function_of_this_program_and_goes_on_with_its_result()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New
            .CallsMcpTool("app", "add", """{"a":40,"b":2}""")
            .Says("It is ${tool_text}.")
            .ThenSucceeds());
        await using var client = new AmpClient(new() { CliPath = amp.Path });
        AmpToolContext? told = null;
        var options = new AmpRunOptions().WithTools(AmpTool.Create("add", "Adds two numbers.", (int a, int b, AmpToolContext context) =>
        {
            told = context;
            return a + b;
        }));

        var result = await client.RunIterationAsync("How much is it?", options);

        Assert.Equal("It is 42.", result.Text);
        var call = Assert.Single(result.ToolCalls);
        Assert.Equal(("mcp__app__add", """[{"type":"text","text":"42"}]""", false), (call.Name, call.Content, call.IsError));
        Assert.Equal((call.Name, result.ThreadId), (told!.Tool, told.Thread));
        await amp.WaitForNoProcessAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_conversation_calls_them_too_and_they_know_its_thread()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.CallsMcpTool("app", "where", "{}").Says("It is ${tool_text}.").ThenSucceeds());
        await using var client = new AmpClient(new() { CliPath = amp.Path });
        var options = new AmpRunOptions().WithTools(AmpTool.Create("where", "Tells the thread.", (AmpToolContext context) => context.Thread?.Value ?? "nowhere"));
        await using var conversation = await client.OpenConversationAsync(options);

        var result = await conversation.SendAsync("Where are you?").WaitAsync();

        Assert.NotNull(conversation.ThreadId);
        Assert.Equal($"It is {conversation.ThreadId}.", result.Text);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_the_agent_reads_of_a_failure_holds_no_secret_of_the_run()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New
            .CallsMcpTool("app", "fail", "{}")
            .CallsMcpTool("app", "nosuch", "{}")
            .CallsMcpTool("other", "add", "{}")
            .Says("Failed.")
            .ThenSucceeds());
        await using var client = new AmpClient(new() { CliPath = amp.Path, ApiKey = "sgamp_very_secret" });

        var result = await client.RunIterationAsync("hi", new AmpRunOptions().WithTools(AmpTool.Create("fail", "Fails.", () => { throw new InvalidOperationException("401 for sgamp_very_secret"); })));

        Assert.Equal(["401 for [REDACTED]", "tool \"nosuch\" not found", "tool \"mcp__other__add\" not found"], result.ToolCalls.Select(call => call.Content));
        Assert.All(result.ToolCalls, call => Assert.True(call.IsError));
    }

    [Fact(Timeout = 60_000)]
    public async Task Stopping_a_run_cancels_the_function_that_it_is_in()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.CallsMcpTool("app", "slow", "{}").Says("Done.").ThenSucceeds());
        await using var client = new AmpClient(new() { CliPath = amp.Path });
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var run = await client.StartAsync(new()
        {
            Prompt = "hi",
            Options = new AmpRunOptions().WithTools(AmpTool.Create("slow", "Takes for ever.", async (CancellationToken cancellationToken) =>
            {
                begun.TrySetResult();
                await using var told = cancellationToken.Register(cancelled.SetResult);
                await Task.Delay(Timeout.Infinite, cancellationToken);
            })),
        });
        await begun.Task;

        await run.StopAsync();

        await cancelled.Task;
        await amp.WaitForNoProcessAsync();
    }

    [Fact]
    public void Options_with_tools_are_new_options_and_tools_add_up()
    {
        var before = new AmpRunOptions { ToolServers = [new AmpToolSet("other")] };
        var add = AmpTool.Create("add", "d", () => 1);

        var first = before.WithTools(add);
        var second = first.WithTools(AmpTool.Create("subtract", "d", () => 1));

        Assert.Single(before.ToolServers);
        Assert.Equal(["other", "app"], second.ToolServers.Select(server => server.Name));
        Assert.Equal(["add", "subtract"], ((AmpToolSet)second.ToolServers[1]).Select(function => function.Name));
        Assert.Single((AmpToolSet)first.ToolServers[1]);
        Assert.Throws<ArgumentException>(() => second.WithTools(add));
    }

    [Fact(Timeout = 60_000)]
    public async Task Two_servers_of_one_name_are_refused_before_the_run()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.SaysHello());
        await using var client = new AmpClient(new() { CliPath = amp.Path });

        await Assert.ThrowsAsync<AmpConfigurationException>(() => client.RunIterationAsync("hi", new()
        {
            McpServers = new Dictionary<string, AmpMcpServer> { ["app"] = AmpMcpServer.Stdio("node") },
            ToolServers = [new AmpToolSet()],
        }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.RunIterationAsync("hi", new() { ToolServers = [new AmpToolSet(), new AmpToolSet()] }));
        Assert.Empty(amp.Runs);
    }
}
