using Amp.Client.Processes;
using Amp.Testing;

namespace Amp.Client.Tests.Sessions;

/// <summary>samples/SessionHost as its user runs it.</summary>
public sealed class SessionHostTests
{
    [Fact(Timeout = SessionBench.Limit)]
    public async Task It_holds_several_conversations_at_once_and_stops_by_itself()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        using var host = SessionHostProcess.Start(bench.Cli.Path, bench.Folder, bench.Root);
        await host.StandardInput.WriteAsync("docs: one\ntests: two\nnonsense\n../up: no\ndocs: three\n");
        host.StandardInput.Close();

        var output = await host.StandardOutput.ReadToEndAsync();
        await host.WaitForExitAsync();

        Assert.Equal(0, host.ExitCode);
        Assert.Equal(["one", "three", "two"], bench.Cli.Runs.Select(run => run.StandardInput).Order(StringComparer.Ordinal));
        Assert.Contains("[docs #2] > one\n", output, StringComparison.Ordinal);
        Assert.Contains("] You said: three\n", output, StringComparison.Ordinal);
        var sessions = await bench.Open().ListAsync();
        Assert.Equal(["docs", "tests"], sessions.Select(session => session.Id.Value).Order(StringComparer.Ordinal));
        Assert.Contains($"goes on with {sessions.Single(session => session.Id.Value == "docs").Thread}", output, StringComparison.Ordinal);
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task Told_to_stop_it_ends_its_turns_and_leaves_nothing_running_and_what_waits_is_kept()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // no SIGINT there
        }

        await using var bench = SessionBench.Playing(SessionBench.Parrot.ForPrompt("forever", AmpScript.New.Says("Working.").SpawnsChild(ignoringSignals: true, orphaned: true).Hangs()));
        using var host = SessionHostProcess.Start(bench.Cli.Path, bench.Folder, bench.Root);
        await host.StandardInput.WriteAsync("a: forever\nb: forever\na: later\n");
        await bench.Cli.WaitForRunsAsync(2);
        while (!bench.Cli.Runs.All(run => run.ChildProcessIds.Count == 1))
        {
            await Task.Delay(20);
        }

        UnixSignal.SendStop(host.Id, AmpStopSignal.Interrupt);
        await host.WaitForExitAsync();

        Assert.Equal(0, host.ExitCode);
        await bench.Cli.WaitForNoProcessAsync(TimeSpan.FromSeconds(5));
        var manager = bench.Open();
        var ended = await SessionBench.UntilAsync<AmpTurnEndedEvent>(manager, "a", happened => happened.Outcome is AmpTurnOutcome.Interrupted);
        Assert.Equal("The host was stopped.", ended.Error);
        Assert.NotNull(ended.Duration);
        await SessionBench.UntilAsync<AmpTurnEndedEvent>(manager, "a", happened => happened.Outcome is AmpTurnOutcome.Completed);
        Assert.Equal("later", bench.Cli.Runs[^1].StandardInput);
    }
}
