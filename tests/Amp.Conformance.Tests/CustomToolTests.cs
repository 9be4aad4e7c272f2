using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;
using Amp.Extensions.AI;
using Microsoft.Extensions.AI;

namespace Amp.Conformance.Tests;

/// <summary>The agent calls functions of this program.</summary>
public sealed class CustomToolTests
{
    private static readonly byte[] Dot =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [ConformanceTheory]
    [EachCli]
    public async Task A_function_is_called_and_its_result_reaches_the_model(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        AmpToolContext? told = null;
        var options = new AmpRunOptions().WithTools(
            AmpTool.Create("add", "Adds two numbers.", (int a, int b, AmpToolContext context, CancellationToken cancellationToken) =>
            {
                told = context;
                return a + b;
            }),
            AIFunctionFactory.Create(() => "unused", "unused", "Not called."));

        var result = await sandbox.Client.RunIterationAsync("@@fn", options);

        Assert.False(result.IsError, result.Error);
        Assert.Equal("Function done.", result.Text);
        var call = Assert.Single(result.ToolCalls);
        Assert.Equal(("mcp__app__add", """[{"type":"text","text":"42"}]""", false), (call.Name, call.Content, call.IsError));
        Assert.Contains("42", Assert.Single(sandbox.ModelCalls[^1].Messages[^1].ToolResults).Content, StringComparison.Ordinal);
        Assert.Contains("mcp__app__unused", sandbox.ModelCalls[^1].Tools);
        Assert.Equal((call.Name, result.ThreadId), (told!.Tool, told.Thread));
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory]
    [EachCli]
    public async Task An_exception_reaches_the_model_as_its_message_without_secrets_and_the_run_goes_on(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var options = new AmpRunOptions().WithTools(
            AmpTool.Create("fail", "Fails.", () => { throw new InvalidOperationException($"There are no pens. {sandbox.ApiKey}"); }));

        var result = await sandbox.Client.RunIterationAsync("@@fnfail", options);

        Assert.False(result.IsError, result.Error);
        var call = Assert.Single(result.ToolCalls);
        Assert.Equal(cli != CliMatrix.January, call.IsError);   // which marks no failure of an MCP server
        var told = Assert.Single(sandbox.ModelCalls[^1].Messages[^1].ToolResults).Content;
        Assert.Contains("There are no pens. [REDACTED]", told, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", told, StringComparison.Ordinal);
        Assert.DoesNotContain(sandbox.ApiKey, told, StringComparison.Ordinal);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task An_image_reaches_the_model_as_an_image(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var options = new AmpRunOptions().WithTools(AmpTool.Create("image", "Draws a dot.", () => new DataContent(Dot, "image/png")));

        var result = await sandbox.Client.RunIterationAsync("@@fnimage", options);

        Assert.False(result.IsError, result.Error);
        var given = Assert.Single(sandbox.ModelCalls[^1].Messages[^1].ToolResults).Content;
        Assert.Contains("\"type\":\"image\"", given, StringComparison.Ordinal);
        Assert.Contains("\"media_type\":\"image/png\"", given, StringComparison.Ordinal);
    }

    // Of one agent's calls the CLI makes one after the other, measured on all three; those of sub-agents overlap.
    [ConformanceTheory]
    [EachCli]
    public async Task Calls_of_two_sub_agents_overlap(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        using var meeting = new Barrier(2);
        var met = 0;
        var options = new AmpRunOptions().WithTools(AmpTool.Create("meet", "Waits for another.", (string name) =>
        {
            if (meeting.SignalAndWait(TimeSpan.FromSeconds(20)))
            {
                Interlocked.Increment(ref met);
            }

            return name;
        }));

        var result = await sandbox.Client.RunIterationAsync("@@fnsubs", options);

        Assert.False(result.IsError, result.Error);
        Assert.Equal(2, met);
    }

    [ConformanceTheory]
    [EachCli("stop")]
    [EachCli("dispose")]
    public async Task A_call_ends_with_its_run(string cli, string how)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new AmpRunOptions().WithTools(AmpTool.Create("slow", "Takes for ever.", async (CancellationToken cancellationToken) =>
        {
            begun.TrySetResult();
            await using var told = cancellationToken.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }));
        await using var run = await sandbox.Client.StartAsync(new() { Prompt = "@@fnslow", Options = options });
        var reading = run.ReadMessagesAsync().ToListAsync();
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));

        if (how is "stop")
        {
            await run.StopAsync();
        }
        else
        {
            await run.DisposeAsync();
        }

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(await sandbox.IsEmptyAsync());
        await Task.WhenAny(reading.AsTask());
    }
}
