using Amp.Testing;

namespace Amp.Client.Tests.Runs;

/// <summary>Runs that make no result.</summary>
public sealed class FailureTests
{
    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_login_prompt_becomes_an_exception_with_the_address_and_the_CLI_is_ended()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.AsksForLoginAndHangs(), options => options.ServerUrl = "http://127.0.0.1:9");
        var started = TimeProvider.System.GetTimestamp();

        var e = await Assert.ThrowsAsync<AmpAuthenticationException>(() => run.Client.RunIterationAsync("x"));

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
        Assert.StartsWith("http://127.0.0.1:9/auth/cli-login?authToken=", e.LoginUrl!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("authToken", e.Message, StringComparison.Ordinal);
        Assert.Contains("AMP_API_KEY", e.Message, StringComparison.Ordinal);
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_login_that_is_announced_without_an_address_is_no_hang_either()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Prints("No API key found. Starting login flow...\n").Hangs());

        var e = await Assert.ThrowsAsync<AmpAuthenticationException>(() => run.Client.RunIterationAsync("x"));

        Assert.Null(e.LoginUrl);
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_login_prompt_in_the_middle_of_a_run_is_noticed_too()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Says("So far so good.").AsksForLoginAndHangs());

        await Assert.ThrowsAsync<AmpAuthenticationException>(() => run.Client.RunIterationAsync("x"));

        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_key_that_is_refused_is_a_failed_authentication()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.WritesStderr("Error: Invalid or missing API key. Run 'amp login' to authenticate.\n").ExitsWith(1));

        var e = await Assert.ThrowsAsync<AmpAuthenticationException>(() => run.Client.RunIterationAsync("x"));

        Assert.Null(e.LoginUrl);
        Assert.Equal(["Error: Invalid or missing API key. Run 'amp login' to authenticate."], e.StandardErrorTail);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_crash_tells_the_exit_code_and_what_the_CLI_said_last()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().WritesStderr("out of cheese\n").ExitsWith(3));

        var e = await Assert.ThrowsAsync<AmpProcessException>(() => run.Client.RunIterationAsync("x"));

        Assert.Equal(3, e.ExitCode);
        Assert.Equal(["out of cheese"], e.StandardErrorTail);
        Assert.Contains("out of cheese", e.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_death_by_signal_is_an_exit_code_of_128_and_the_signal()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().CrashesBySignal(9));

        var e = await Assert.ThrowsAsync<AmpProcessException>(() => run.Client.RunIterationAsync("x"));

        Assert.Equal(137, e.ExitCode);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task What_a_broken_installation_prints_is_not_lost()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Prints("npm error could not determine executable to run\n").ExitsWith(1));

        var e = await Assert.ThrowsAsync<AmpProcessException>(() => run.Client.RunIterationAsync("x"));

        Assert.Contains("npm error could not determine executable to run", e.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_that_takes_too_long_is_ended_and_the_exception_names_the_clock()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Says("Let me think.").SpawnsChild(ignoringSignals: true).IgnoresSignals().Hangs());

        var e = await Assert.ThrowsAsync<AmpTimeoutException>(() => run.Client.RunIterationAsync("x", new() { Timeout = TimeSpan.FromSeconds(1) }));

        Assert.Equal((AmpClock.Total, TimeSpan.FromSeconds(1)), (e.Clock, e.Limit));
        Assert.IsAssignableFrom<TimeoutException>(e);
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_that_nobody_reads_is_ended_in_time_as_well()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().Hangs());
        await using var started = await run.Client.StartAsync(new() { Prompt = "x", Options = new() { Timeout = TimeSpan.FromSeconds(1) } });

        Assert.True(SpinWait.SpinUntil(() => !ScriptedRun.IsRunning(started.ProcessId), TimeSpan.FromSeconds(20)));
        await Assert.ThrowsAsync<AmpTimeoutException>(() => started.WaitAsync());
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_CLI_that_stays_after_its_result_is_ended_and_the_result_kept()
    {
        await using var run = ScriptedRun.Playing(
            AmpScript.New.Says("Done.").ThenSucceeds().IgnoresSignals().Hangs(),
            options => (options.ExitTimeout, options.ShutdownGracePeriod) = (TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300)));

        var result = await run.Client.RunIterationAsync("x");

        Assert.Equal(("Done.", (int?)null), (result.Text, result.ExitCode));
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Secrets_are_in_no_exception_and_no_result()
    {
        const string Secret = "sgamp_planted-secret-0123456789";
        await using var run = ScriptedRun.Playing(
            AmpScript.New.Prints($"key is {Secret}\n").WritesStderr($"bad key {Secret}\n").ExitsWith(1)
                .ForPrompt("fail", AmpScript.New.Starts().Emits($"{{broken {Secret}").WritesStderr($"bad key {Secret}\n").ThenFails($"no such key: {Secret}")),
            options => options.ApiKey = Secret);

        var e = await Assert.ThrowsAsync<AmpProcessException>(() => run.Client.RunIterationAsync("crash"));
        var result = await run.Client.RunIterationAsync("fail");

        Assert.Contains("[REDACTED]", e.Message, StringComparison.Ordinal);
        Assert.Equal("no such key: [REDACTED]", result.Error);
        var everything = string.Join('\n', [e.ToString(), .. e.StandardErrorTail, .. result.StandardErrorTail, .. result.MalformedLines.Select(line => line.Sample)]);
        Assert.DoesNotContain(Secret, everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_the_system_cannot_run_is_an_exception_that_says_so()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "\0\0no program");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);

            var e = await Assert.ThrowsAsync<AmpProcessException>(() => new AmpClient(new() { CliPath = file }).RunIterationAsync("x"));

            Assert.Null(e.ExitCode);
            Assert.Contains(file, e.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
