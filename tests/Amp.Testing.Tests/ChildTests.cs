using System.Diagnostics;
using System.Globalization;

namespace Amp.Testing.Tests;

/// <summary>Linux, as the sessions and the signals are.</summary>
public sealed class ChildTests
{
    [Fact(Timeout = 30_000)]
    public async Task A_child_outlives_its_parent_and_holds_the_pipe_open()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.SpawnsChild().Emits("${child_pid}"));
        await using var running = RunningAmp.Start(amp);
        var child = int.Parse((await running.Output.ReadLineAsync())!, CultureInfo.InvariantCulture);
        Assert.Equal(0, await running.ExitAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await running.Output.ReadLineAsync(patience.Token));

        Assert.Equal([child], amp.LiveProcesses);
        Assert.Equal([child], Assert.Single(amp.Runs).ChildProcessIds);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_child_that_holds_no_pipes_lets_the_readers_see_the_end()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.SpawnsChild(holdingPipes: false));

        var run = await RunningAmp.RunAsync(amp);

        Assert.Equal(("", "", 0), (run.Output, run.Error, run.ExitCode));
        Assert.Equal(amp.Runs[0].ChildProcessIds, amp.LiveProcesses);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_child_ignores_signals_only_where_it_is_to(bool ignoringSignals)
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.SpawnsChild(ignoringSignals, holdingPipes: false));
        await RunningAmp.RunAsync(amp);
        var child = Assert.Single(amp.LiveProcesses);

        // Field SigIgn of the kernel: a bit for each signal that is ignored.
        var ignored = ulong.Parse(Status(child, "SigIgn"), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.Equal(ignoringSignals, (ignored & (1UL << (15 - 1))) is not 0 && (ignored & (1UL << (2 - 1))) is not 0);

        await SignalAsync(child, "TERM");
        if (!ignoringSignals)
        {
            await amp.WaitForNoProcessAsync();
        }

        Assert.Equal(ignoringSignals, amp.LiveProcesses.Count is 1);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_deaf_child_survives_the_cancelling_of_its_parent()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.Starts().SpawnsChild(ignoringSignals: true, holdingPipes: false).Emits("${child_pid}").Hangs());
        await using var running = RunningAmp.Start(amp, "--execute=prompt");
        running.Input.Close();
        await running.Output.ReadLineAsync();
        await running.Output.ReadLineAsync();
        var child = int.Parse((await running.Output.ReadLineAsync())!, CultureInfo.InvariantCulture);

        await running.SignalAsync("TERM");
        Assert.Equal("result", (await running.ReadLineAsync()).GetProperty("type").GetString());
        Assert.Equal(0, await running.ExitAsync());

        Assert.Equal([child], amp.LiveProcesses);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_child_has_a_session_of_its_own_only_where_it_is_to(bool inOwnSession)
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.SpawnsChild(inOwnSession: inOwnSession, holdingPipes: false));
        await RunningAmp.RunAsync(amp);
        var child = Assert.Single(amp.LiveProcesses);

        Assert.Equal(inOwnSession, SessionOf(child) == child);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_orphan_is_nobodys_child_and_is_found_all_the_same()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.SpawnsChild(orphaned: true).Emits("${child_pid}").Hangs());
        await using var running = RunningAmp.Start(amp);
        var orphan = int.Parse((await running.Output.ReadLineAsync())!, CultureInfo.InvariantCulture);

        Assert.NotEqual(running.Id, int.Parse(Status(orphan, "PPid"), CultureInfo.InvariantCulture));
        Assert.Equal(new[] { running.Id, orphan }.Order(), amp.LiveProcesses.Order());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_child_ends_by_itself_when_its_time_is_over()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.SpawnsChild(lifetime: TimeSpan.FromSeconds(1), holdingPipes: false));

        await RunningAmp.RunAsync(amp);

        Assert.Single(amp.LiveProcesses);
        await amp.WaitForNoProcessAsync();
    }

    [Fact(Timeout = 30_000)]
    public async Task Disposing_ends_all_of_them_and_leaves_no_file()
    {
        var amp = FakeAmp.Playing(AmpScript.New
            .IgnoresSignals()
            .SpawnsChild(ignoringSignals: true)
            .SpawnsChild(ignoringSignals: true, inOwnSession: true)
            .SpawnsChild(orphaned: true)
            .Emits("ready")
            .Hangs());
        await using var running = RunningAmp.Start(amp);
        await running.Output.ReadLineAsync();
        Assert.Equal(4, amp.LiveProcesses.Count);

        await amp.DisposeAsync();
        await amp.DisposeAsync();

        Assert.Empty(amp.LiveProcesses);
        Assert.False(Directory.Exists(Path.GetDirectoryName(amp.Path)));
        Assert.Equal("", await running.Output.ReadToEndAsync());
    }

    private static string Status(int processId, string field) =>
        File.ReadLines($"/proc/{processId}/status").Single(line => line.StartsWith(field + ":", StringComparison.Ordinal)).Split('\t')[1];

    private static int SessionOf(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3], CultureInfo.InvariantCulture);
    }

    private static async Task SignalAsync(int processId, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", processId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
