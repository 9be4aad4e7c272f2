using System.Globalization;
using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;
using Amp.ServiceStandIn;
using Amp.Streaming;

namespace Amp.Conformance.Tests;

/// <summary>A run is ended from outside while its tool runs: the CLI is gone, and so is what the tool had started.</summary>
public sealed class StopTests
{
    [ConformanceTheory(UnixOnly = true)]
    [EachCli]
    public async Task Stopping_a_run_gives_a_cancelled_result(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var tool = SleepingTool.In(sandbox);
        await using var run = await sandbox.Client.StartAsync(new AmpRequest { Prompt = tool.Prompt, Options = Sandbox.AllowAll });
        var reading = CountAsync(run);
        Assert.True(await tool.HasStartedAsync());

        var result = await run.StopAsync();

        Assert.Equal(AmpErrorKind.Cancelled, result.ErrorKind);
        Assert.Equal(run.ThreadId, result.ThreadId);
        Assert.NotNull(result.ThreadId);
        Assert.True(await tool.IsGoneAsync());
        Assert.True(await sandbox.IsEmptyAsync());
        Assert.True(await reading > 0);
    }

    [ConformanceTheory(UnixOnly = true)]
    [EachCli]
    public async Task Cancelling_a_run_throws_with_the_callers_own_token(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var tool = SleepingTool.In(sandbox);
        using var cancel = new CancellationTokenSource();
        var run = sandbox.Client.RunIterationAsync(tool.Prompt, Sandbox.AllowAll, cancel.Token);
        Assert.True(await tool.HasStartedAsync());

        await cancel.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(cancel.Token, e.CancellationToken);
        Assert.True(await tool.IsGoneAsync());
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory(UnixOnly = true)]
    [EachCli]
    public async Task Walking_away_from_the_stream_ends_the_run(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var tool = SleepingTool.In(sandbox);

        await foreach (var message in sandbox.Client.StreamAsync(tool.Prompt, Sandbox.AllowAll))
        {
            if (message is AssistantMessage)
            {
                Assert.True(await tool.HasStartedAsync());
                break;
            }
        }

        Assert.True(await tool.IsGoneAsync());
        Assert.True(await sandbox.IsEmptyAsync());
    }

    private static async Task<int> CountAsync(AmpRun run)
    {
        var count = 0;
        await foreach (var _ in run.ReadMessagesAsync())
        {
            count++;
        }

        return count;
    }

    /// <summary>A command that sleeps for a time that no other process on this machine sleeps.</summary>
    private sealed class SleepingTool(string prompt, string seconds)
    {
        public string Prompt => prompt;

        public static SleepingTool In(Sandbox sandbox)
        {
            var unique = Random.Shared.NextInt64(1_000_000_000_000).ToString("d12", CultureInfo.InvariantCulture);
            var scenario = new Scenario($"sleep_{unique}", new Turn(UseTool.Bash($"echo started; sleep 60.{unique}; echo finished")));
            sandbox.Service.Scenarios.Add(scenario);
            return new SleepingTool($"@@{scenario.Name}", $"60.{unique}");
        }

        public Task<bool> HasStartedAsync() => Eventually.HoldsAsync(() => ProcessTable.AnyWithArgument(seconds));

        public Task<bool> IsGoneAsync() => Eventually.HoldsAsync(() => !ProcessTable.AnyWithArgument(seconds));
    }
}
