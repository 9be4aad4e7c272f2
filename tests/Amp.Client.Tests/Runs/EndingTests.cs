using Amp.Streaming;
using Amp.Testing;

namespace Amp.Client.Tests.Runs;

/// <summary>Whatever way a run is left, nothing that it started is left.</summary>
public sealed class EndingTests
{
    private static readonly AmpScript Working = AmpScript.New.Says("Working on it.").SpawnsChild(ignoringSignals: true).SpawnsChild(inOwnSession: true).Hangs();

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Leaving_the_loop_ends_the_CLI_and_what_it_started()
    {
        await using var run = ScriptedRun.Playing(Working);

        await foreach (var message in run.Client.StreamAsync("x"))
        {
            if (message is AssistantMessage)
            {
                Assert.True(SpinWait.SpinUntil(() => run.Cli.LiveProcesses.Count >= 3, TimeSpan.FromSeconds(10)));
                break;
            }
        }

        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task An_exception_in_the_loop_ends_it_too()
    {
        await using var run = ScriptedRun.Playing(Working);

        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var message in run.Client.StreamAsync("x"))
            {
                throw new InvalidDataException();
            }
        });

        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Cancelling_throws_with_the_callers_own_token_and_ends_everything()
    {
        await using var run = ScriptedRun.Playing(Working);
        using var source = new CancellationTokenSource();

        var running = run.Client.RunIterationAsync("x", cancellationToken: source.Token);
        Assert.True(SpinWait.SpinUntil(() => run.Cli.LiveProcesses.Count >= 3, TimeSpan.FromSeconds(10)));
        await source.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(source.Token, e.CancellationToken);
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Cancelling_a_stream_throws_with_the_callers_own_token_and_ends_everything()
    {
        await using var run = ScriptedRun.Playing(Working);
        using var source = new CancellationTokenSource();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var message in run.Client.StreamAsync("x", cancellationToken: source.Token))
            {
                await source.CancelAsync();
            }
        });

        Assert.Equal(source.Token, e.CancellationToken);
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_token_that_is_cancelled_beforehand_starts_nothing()
    {
        await using var run = ScriptedRun.Playing(Working);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Client.RunIterationAsync("x", cancellationToken: cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Client.StartAsync(new() { Prompt = "x" }, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var message in run.Client.StreamAsync("x", cancellationToken: cancelled))
            {
            }
        });

        Assert.Empty(run.Cli.Runs);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Stopping_gives_the_CLIs_own_last_word()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Says("Working on it.").SpawnsChild().Hangs());
        await using var started = await run.Client.StartAsync(new() { Prompt = "x" });
        await ReadUntilAssistantAsync(started);

        var result = await started.StopAsync();

        Assert.Equal((true, AmpErrorKind.Cancelled, "User cancelled (SIGINT/SIGTERM)", 0), (result.IsError, result.ErrorKind, result.Error, result.ExitCode));
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Stopping_a_CLI_that_does_not_listen_kills_it()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().IgnoresSignals().Says("Not stopping.").Hangs());
        await using var started = await run.Client.StartAsync(new() { Prompt = "x" });
        await ReadUntilAssistantAsync(started);

        var result = await started.StopAsync();

        Assert.Equal((AmpErrorKind.Cancelled, 137), (result.ErrorKind, result.ExitCode));
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task An_orphan_that_holds_the_pipes_open_is_found_and_ended_and_holds_nobody_up()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SpawnsChild(ignoringSignals: true, inOwnSession: true, holdingPipes: true, orphaned: true).Says("Done.").ThenSucceeds());

        var result = await run.Client.RunIterationAsync("x");

        Assert.Equal("Done.", result.Text);
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Giving_up_waiting_leaves_the_run_alone_and_loses_nothing()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().Waits(TimeSpan.FromSeconds(2)).Says("There.").ThenSucceeds());
        await using var started = await run.Client.StartAsync(new() { Prompt = "x" });
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => started.WaitAsync(source.Token));
        Assert.True(ScriptedRun.IsRunning(started.ProcessId));

        Assert.Equal("There.", (await started.WaitAsync()).Text);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Disposing_twice_and_stopping_after_the_end_do_no_harm()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());
        var started = await run.Client.StartAsync(new() { Prompt = "x" });
        var result = await started.WaitAsync();

        Assert.Same(result, await started.StopAsync());
        await started.DisposeAsync();
        await started.DisposeAsync();

        Assert.Same(result, await started.WaitAsync());
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_that_was_disposed_cannot_be_waited_for()
    {
        await using var run = ScriptedRun.Playing(Working);
        var started = await run.Client.StartAsync(new() { Prompt = "x" });

        await started.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => started.WaitAsync());
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = 3 * ScriptedRun.Limit)]
    public async Task Many_runs_at_once_keep_apart_and_leave_nothing()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Says("${prompt}").ThenSucceeds());

        var texts = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i => (await run.Client.RunIterationAsync($"number {i}")).Text));

        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"number {i}"), texts);
        run.AssertNothingIsLeft();
    }

    private static async Task ReadUntilAssistantAsync(AmpRun run)
    {
        await foreach (var message in run.ReadMessagesAsync())
        {
            if (message is AssistantMessage)
            {
                return;
            }
        }
    }
}
