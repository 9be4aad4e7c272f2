using Amp.Streaming;
using Amp.Testing;

namespace Amp.Client.Tests.Runs;

/// <summary>A CLI that goes silent is ended, and the exception says which clock ran out.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(700);

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_CLI_that_never_says_a_word_runs_out_of_time_for_its_first_output()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Hangs(), options => options.FirstOutputTimeout = Short);

        await AssertRunsOutAsync(run, AmpClock.FirstOutput, "AmpClientOptions.FirstOutputTimeout");
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_model_that_never_answers_runs_out_of_idle_time()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().Hangs(), options => options.IdleTimeout = Short);

        await AssertRunsOutAsync(run, AmpClock.Idle, "AmpClientOptions.IdleTimeout");
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_tool_at_work_stops_the_idle_clock_but_has_one_of_its_own()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.CallsTool("Bash", """{"cmd":"sleep 60"}""").Hangs(), options =>
        {
            options.IdleTimeout = TimeSpan.FromMilliseconds(100);
            options.ToolTimeout = Short;
        });

        await AssertRunsOutAsync(run, AmpClock.Tool, "AmpClientOptions.ToolTimeout");
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Every_line_winds_the_idle_clock_up_again()
    {
        var script = AmpScript.New.Starts();
        for (var i = 0; i < 6; i++)
        {
            script = script.Waits(TimeSpan.FromMilliseconds(700)).Emits("""{"type":"heartbeat"}""");
        }

        await using var run = ScriptedRun.Playing(script.Says("Made it.").ThenSucceeds(), options => options.IdleTimeout = TimeSpan.FromSeconds(3));

        Assert.Equal("Made it.", (await run.Client.RunIterationAsync("x")).Text);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_reader_who_takes_their_time_is_not_mistaken_for_a_silent_CLI()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Says("one").Says("two").ThenSucceeds(), options => options.IdleTimeout = Short);
        await using var started = await run.Client.StartAsync(new() { Prompt = "x" });

        await foreach (var message in started.ReadMessagesAsync())
        {
            if (message is SystemMessage)
            {
                // Longer than the clock allows: the wait is ours, not the CLI's.
                SpinWait.SpinUntil(() => false, 2 * Short);
            }
        }

        Assert.False((await started.WaitAsync()).IsError);
    }

    private static async Task AssertRunsOutAsync(ScriptedRun run, AmpClock clock, string option)
    {
        var e = await Assert.ThrowsAsync<AmpTimeoutException>(() => run.Client.RunIterationAsync("x"));

        Assert.Equal(clock, e.Clock);
        Assert.Contains(option, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AmpClientOptions.AmpClientOptions", e.Message, StringComparison.Ordinal);
        run.AssertNothingIsLeft();
    }
}
