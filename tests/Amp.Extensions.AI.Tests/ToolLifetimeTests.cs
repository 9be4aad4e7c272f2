using Amp.Client.Tests.Configuration;

namespace Amp.Extensions.AI.Tests;

/// <summary>Calls that overlap, are given up, take too long, or outlast their run.</summary>
public sealed class ToolLifetimeTests
{
    [Fact(Timeout = 30_000)]
    public async Task Calls_overlap_even_when_functions_block()
    {
        using var meeting = new Barrier(2);
        await using var agent = await AgentSide.ConnectAsync([AmpTool.Create("meet", "d", (string name) => meeting.SignalAndWait(TimeSpan.FromSeconds(20)) ? name : "alone")]);

        var both = await Task.WhenAll(agent.CallAsync("meet", new() { ["name"] = "left" }), agent.CallAsync("meet", new() { ["name"] = "right" }));

        Assert.Equal(["left", "right"], both.Select(AgentSide.Text));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_call_that_the_agent_gives_up_is_cancelled_in_the_function()
    {
        var hanging = new HangingFunction();
        await using var agent = await RawAgent.ConnectAsync(hanging.Tool, AmpTool.Create("fine", "d", () => "fine"));
        await agent.CallAsync(1, "hang");
        await hanging.Begun;

        await agent.CancelAsync(1);

        await hanging.Cancelled;
        await agent.CallAsync(2, "fine");
        using var answer = await agent.ReadAnswerAsync(2);
        Assert.Equal("fine", answer.RootElement.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString());
        await agent.CancelAsync(2);   // the CLI says so after every call
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_does_not_outlive_its_run(bool cliHangsUp)
    {
        var hanging = new HangingFunction();
        await using var agent = await RawAgent.ConnectAsync(hanging.Tool);
        await agent.CallAsync(1, "hang");
        await hanging.Begun;

        if (cliHangsUp)
        {
            await agent.Pipe.AgentEnd.DisposeAsync();
        }
        else
        {
            agent.Pipe.EndRun();
        }

        await agent.Pipe.WaitForGoodbyeAsync();
        Assert.True(hanging.Cancelled.IsCompletedSuccessfully);   // by then: serving waits for what it has cancelled
    }

    [Fact(Timeout = 30_000)]
    public async Task A_call_that_takes_too_long_is_an_error_that_says_so_and_the_function_is_told()
    {
        var hanging = new HangingFunction();
        var clock = new ManualClock();
        await using var agent = await AgentSide.ConnectAsync(new AmpToolSet("app", new() { CallTimeout = TimeSpan.FromSeconds(90), Clock = clock }) { hanging.Tool });

        var call = agent.CallAsync("hang");
        await hanging.Begun;
        clock.Advance(TimeSpan.FromSeconds(89));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        var answer = await call;
        Assert.True(answer.IsError);
        Assert.Contains("00:01:30", AgentSide.Text(answer), StringComparison.Ordinal);
        await hanging.Cancelled;
    }

    [Fact(Timeout = 30_000)]
    public async Task The_time_limit_counts_for_a_function_that_blocks_too()
    {
        using var release = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clock = new ManualClock();
        await using var agent = await AgentSide.ConnectAsync(new AmpToolSet("app", new() { CallTimeout = TimeSpan.FromSeconds(90), Clock = clock })
        {
            AmpTool.Create("deaf", "d", () => { begun.TrySetResult(); release.Wait(); }),
        });

        var call = agent.CallAsync("deaf");
        await begun.Task;
        clock.Advance(TimeSpan.FromSeconds(90));

        Assert.True((await call).IsError);
        release.Set();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_function_that_does_not_listen_holds_up_neither_the_agent_nor_the_end_of_the_run()
    {
        using var release = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var agent = await RawAgent.ConnectAsync(
            AmpTool.Create("deaf", "d", () => { begun.TrySetResult(); release.Wait(); }),
            AmpTool.Create("fine", "d", () => "fine"));
        await agent.CallAsync(1, "deaf");
        await begun.Task;

        await agent.CancelAsync(1);
        await agent.CallAsync(2, "fine");
        using var answer = await agent.ReadAnswerAsync(2);
        agent.Pipe.EndRun();

        await agent.Pipe.WaitForGoodbyeAsync();   // some three seconds
        release.Set();
    }

    [Fact(Timeout = 30_000)]
    public async Task What_is_logged_has_the_failure_and_neither_arguments_nor_results()
    {
        using var log = new CapturedLog();
        await using var agent = await AgentSide.ConnectAsync(new AmpToolSet("app", new() { LoggerFactory = log })
        {
            AmpTool.Create("echo", "d", (string text) => text),
            AmpTool.Create("fail", "d", () => { throw new InvalidOperationException("out of pens"); }),
        });

        await agent.CallAsync("echo", new() { ["text"] = "my-secret-argument" });
        await agent.CallAsync("fail");

        Assert.Contains("out of pens", log.Of(typeof(AmpToolSet)), StringComparison.Ordinal);
        Assert.Contains("   at ", log.Of(typeof(AmpToolSet)), StringComparison.Ordinal);
        Assert.DoesNotContain("my-secret-argument", log.EverythingAboveTrace, StringComparison.Ordinal);
    }

    private sealed class HangingFunction
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HangingFunction() => Tool = AmpTool.Create("hang", "d", HangAsync);

        public Microsoft.Extensions.AI.AIFunction Tool { get; }

        public Task Begun => _begun.Task;

        public Task Cancelled => _cancelled.Task;

        private async Task HangAsync(CancellationToken cancellationToken)
        {
            _begun.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                _cancelled.TrySetResult();
            }
        }
    }
}
