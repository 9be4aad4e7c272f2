using System.Diagnostics;
using Amp.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Amp.Client.Tests.Runs;

/// <summary>What becomes of runs when their host ends, and how many there may be at once.</summary>
public sealed class HostTests
{
    private static readonly AmpScript Working = AmpScript.New.Says("Working on it.").SpawnsChild(ignoringSignals: true, inOwnSession: true).IgnoresSignals().Hangs();

    [Fact(Timeout = 2 * ScriptedRun.Limit)]
    public async Task A_host_that_is_killed_takes_its_runs_with_it()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // elsewhere a job object does it, or nothing: see docs/client.md
        }

        await using var fake = FakeAmp.Playing(Working);
        using var host = StartQuickstart(fake.Path);
        await WaitUntilAtWorkAsync(fake);

        host.Kill(entireProcessTree: false);

        await fake.WaitForNoProcessAsync(TimeSpan.FromSeconds(20));
    }

    [Fact(Timeout = 2 * ScriptedRun.Limit)]
    public async Task Disposing_the_container_ends_the_runs_that_are_under_way()
    {
        await using var fake = FakeAmp.Playing(Working);
        var services = new ServiceCollection();
        services.AddAmpClient(options => (options.CliPath, options.ShutdownGracePeriod) = (fake.Path, TimeSpan.FromMilliseconds(200)));
        var provider = services.BuildServiceProvider();
        var running = provider.GetRequiredService<IAmpClient>().RunIterationAsync("x");
        await WaitUntilAtWorkAsync(fake);

        await provider.DisposeAsync();

        Assert.Empty(fake.LiveProcesses);
        await Assert.ThrowsAnyAsync<Exception>(() => running);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_client_that_was_disposed_starts_nothing()
    {
        var client = new AmpClient();
        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.RunIterationAsync("x"));
    }

    [Fact(Timeout = 2 * ScriptedRun.Limit)]
    public async Task No_more_runs_than_allowed_are_under_way_and_the_others_wait_their_turn()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().Waits(TimeSpan.FromMilliseconds(200)).Says("${prompt}").ThenSucceeds(), options => options.MaxConcurrentRuns = 2);

        var runs = Enumerable.Range(0, 6).Select(i => run.Client.RunIterationAsync($"{i}")).ToArray();
        var most = 0;
        while (!Task.WhenAll(runs).IsCompleted)
        {
            most = Math.Max(most, run.Cli.LiveProcesses.Count);
        }

        Assert.InRange(most, 1, 2);
        Assert.Equal(["0", "1", "2", "3", "4", "5"], (await Task.WhenAll(runs)).Select(result => result.Text));
        Assert.Equal(Enumerable.Range(0, 6).Select(i => $"{i}").Order(), run.Cli.Runs.OrderBy(r => r.StartedAt).Select(r => r.StandardInput).Order());
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Whoever_waits_for_a_turn_can_give_up()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().Hangs(), options => options.MaxConcurrentRuns = 1);
        await using var first = await run.Client.StartAsync(new() { Prompt = "first" });
        await run.Cli.WaitForRunsAsync(1);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Client.RunIterationAsync("second", cancellationToken: source.Token));

        Assert.Equal(source.Token, e.CancellationToken);
        Assert.Single(run.Cli.Runs);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_that_ends_gives_its_turn_back_though_nobody_disposes_it()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello(), options => options.MaxConcurrentRuns = 1);

        var first = await run.Client.StartAsync(new() { Prompt = "first" });
        await first.WaitAsync();

        Assert.False((await run.Client.RunIterationAsync("second")).IsError);
    }

    // The run and its child: a CLI that is asked for its version and its help is a process as well, but no run.
    private static async Task WaitUntilAtWorkAsync(FakeAmp fake)
    {
        await fake.WaitForRunsAsync(1, TimeSpan.FromSeconds(30));
        Assert.True(SpinWait.SpinUntil(() => fake.LiveProcesses.Count >= 2, TimeSpan.FromSeconds(30)), "the run started no child");
    }

    private static Process StartQuickstart(string cliPath)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Quickstart", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "Quickstart.dll");
        var start = new ProcessStartInfo("dotnet", [program, "work"]) { RedirectStandardOutput = true };
        start.Environment["AMP_CLI_PATH"] = cliPath;
        start.Environment["AMP_API_KEY"] = "any-key";
        return Process.Start(start)!;
    }
}
