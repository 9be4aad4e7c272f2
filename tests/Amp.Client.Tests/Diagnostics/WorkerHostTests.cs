using System.Diagnostics;
using Amp.Client.Processes;
using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Diagnostics;

/// <summary>samples/WorkerHost as its user runs it: a process of its own, told to stop by a signal.</summary>
public sealed class WorkerHostTests
{
    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_host_that_is_told_to_stop_leaves_nothing_running_not_even_what_ignores_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // no SIGTERM there
        }

        await using var amp = FakeAmp.Playing(AmpScript.New.Starts().SpawnsChild(ignoringSignals: true).SpawnsChild(ignoringSignals: true, orphaned: true).Hangs());
        using var host = Start(amp.Path);
        await host.StandardInput.WriteLineAsync("Work for ever.");
        var run = (await amp.WaitForRunsAsync(1))[0];
        await WaitForAsync(() => amp.Runs[0].ChildProcessIds.Count == 2);

        var stopping = Stopwatch.GetTimestamp();
        UnixSignal.SendStop(host.Id, AmpStopSignal.Terminate);
        await host.WaitForExitAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(stopping), TimeSpan.Zero, TimeSpan.FromSeconds(15));   // the host's own ShutdownTimeout
        Assert.Equal(0, host.ExitCode);
        await amp.WaitForNoProcessAsync(TimeSpan.FromSeconds(5));
        Assert.False(ScriptedRun.IsRunning(run.ProcessId));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_host_works_through_its_prompts_and_stops_by_itself()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.SaysHello());
        using var host = Start(amp.Path);
        await host.StandardInput.WriteAsync("One.\n\nTwo.\n");
        host.StandardInput.Close();

        var output = await host.StandardOutput.ReadToEndAsync();
        await host.WaitForExitAsync();

        Assert.Equal(0, host.ExitCode);
        Assert.Equal(["One.", "Two."], amp.Runs.Select(run => run.StandardInput));
        Assert.Contains("> Two.\nHello from the fake Amp.", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static Process Start(string cli)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "WorkerHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "WorkerHost.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--stdin"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["AMP_CLI_PATH"] = cli;
        return Process.Start(start)!;
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(20);
        }
    }
}
