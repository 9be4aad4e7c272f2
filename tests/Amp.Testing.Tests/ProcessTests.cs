using System.Diagnostics;

namespace Amp.Testing.Tests;

public sealed class ProcessTests
{
    private const string Cancelled = "User cancelled (SIGINT/SIGTERM)";

    [Fact(Timeout = 30_000)]
    public async Task It_ends_with_the_exit_code_it_is_told()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.ExitsWith(3).Emits("never"));

        var run = await RunningAmp.RunAsync(amp);

        Assert.Equal(("", 3), (run.Output, run.ExitCode));
        Assert.Equal(3, Assert.Single(amp.Runs).ExitCode);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(6)]
    public async Task It_dies_by_a_signal_and_has_no_exit_code_to_tell(int signal)
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.Emits("half").CrashesBySignal(signal));

        var run = await RunningAmp.RunAsync(amp);

        Assert.Equal(("half\n", "", 128 + signal), (run.Output, run.Error, run.ExitCode));
        Assert.Equal((null, null), (amp.Runs[0].ExitCode, amp.Runs[0].EndedAt));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_is_answered_by_a_result_and_exit_code_0(string signal)
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.CallsTool("Bash", "{}").SpawnsChild().Emits("ready").Hangs());
        await using var running = await StartedAsync(amp);

        await running.SignalAsync(signal);
        var rest = await running.FinishAsync();

        Assert.Equal(0, rest.ExitCode);
        Assert.Equal(Cancelled, Assert.Single(rest.Lines).GetProperty("error").GetString());
        Assert.Equal((1, 0), (rest.Lines[0].GetProperty("num_turns").GetInt32(), Assert.Single(amp.Runs).ExitCode));
        // The child was asked to end, too.
        await amp.WaitForNoProcessAsync();
    }

    [Fact(Timeout = 30_000)]
    public async Task Signals_are_ignored_while_they_are_to_be()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.IgnoresSignals().Emits("ready").WaitsForInputLine().AnswersSignals().Emits("ready").Hangs());
        await using var running = await StartedAsync(amp, closesInput: false);

        await running.SignalAsync("TERM");
        await running.SignalAsync("INT");
        await running.Input.WriteLineAsync("go on");
        await running.Input.FlushAsync();
        Assert.Equal("ready", await running.Output.ReadLineAsync());
        await running.SignalAsync("TERM");

        Assert.Equal(Cancelled, Assert.Single((await running.FinishAsync()).Lines).GetProperty("error").GetString());
    }

    [Theory(Timeout = 30_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_dies_of_a_signal_before_the_session_and_where_it_is_to(bool isOpen)
    {
        var script = isOpen ? AmpScript.New.Starts().DiesOfSignals() : AmpScript.New;
        await using var amp = FakeAmp.Playing(script.Emits("ready").Hangs());
        await using var running = await StartedAsync(amp);

        await running.SignalAsync("TERM");
        var rest = await running.FinishAsync();

        Assert.Equal(("", 128 + 15), (rest.Output, rest.ExitCode));
    }

    [Fact(Timeout = 30_000)]
    public async Task There_is_never_a_second_result()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.ThenSucceeds().Emits("ready").Hangs());
        await using var running = await StartedAsync(amp);

        await running.SignalAsync("TERM");
        var rest = await running.FinishAsync();

        Assert.Equal(("", 0), (rest.Output, rest.ExitCode));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_login_is_asked_for_and_waited_for()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.AsksForLoginAndHangs());
        await using var running = RunningAmp.Start(amp, start => start.Environment["AMP_URL"] = "http://127.0.0.1:7020/");
        running.Input.Close();
        var text = new char[1000];
        var length = 0;

        while (!new string(text, 0, length).EndsWith("paste your code here: ", StringComparison.Ordinal))
        {
            length += await running.Output.ReadAsync(text.AsMemory(length));
        }

        Assert.Matches(
            """^No API key found\. Starting login flow\.\.\.\nIf your browser does not open automatically, visit:\n\nhttp://127\.0\.0\.1:7020/auth/cli-login\?authToken=[0-9a-f]{64}\n\nWhen prompted, paste your code here: $""",
            new string(text, 0, length));
        Assert.Equal([running.Id], amp.LiveProcesses);
    }

    [Fact(Timeout = 30_000)]
    public async Task It_waits_as_long_as_it_is_told()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.Emits("before").Waits(TimeSpan.FromMilliseconds(400)).Emits("after"));
        await using var running = RunningAmp.Start(amp);

        await running.Output.ReadLineAsync();
        var started = Stopwatch.GetTimestamp();
        await running.Output.ReadLineAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(20));
    }

    [Fact(Timeout = 30_000)]
    public async Task Input_that_is_never_read_fills_the_pipe()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.NeverReadsInput().Emits("ready").Hangs());
        await using var running = RunningAmp.Start(amp);
        await running.Output.ReadLineAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await running.Input.BaseStream.WriteAsync(new byte[1_000_000], patience.Token));
    }

    // A script that repeats the prompt waits for the end of the input before, as the CLI does.
    private static async Task<RunningAmp> StartedAsync(FakeAmp amp, bool closesInput = true)
    {
        var running = RunningAmp.Start(amp, "--execute=prompt");

        if (closesInput)
        {
            running.Input.Close();
        }

        while (await running.Output.ReadLineAsync() is not "ready")
        {
        }

        return running;
    }
}
