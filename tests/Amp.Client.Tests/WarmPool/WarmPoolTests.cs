using Amp.Client.Tests.Runs;
using Amp.Streaming;
using Amp.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Amp.Client.Tests.WarmPool;

/// <summary>Processes that wait for runs: for the same kind of run only, and never longer than they should.</summary>
public sealed class WarmPoolTests
{
    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_takes_the_process_that_waits_and_another_takes_its_place()
    {
        await using var run = WarmRun.Playing(WarmRun.Parrot, size: 1);
        await run.Client.WarmUpAsync();
        var waiting = Assert.Single(run.Cli.Runs).ProcessId;

        await using var started = await run.Client.StartAsync(new() { Prompt = " blank at its end \u00e9 " });
        List<AmpMessage> messages = [];
        await foreach (var message in started.ReadMessagesAsync())
        {
            messages.Add(message);
        }

        var result = await started.WaitAsync();
        Assert.Equal(waiting, started.ProcessId);
        Assert.Equal((false, "You said:  blank at its end \u00e9 ", 0), (result.IsError, result.Text, result.ExitCode));
        Assert.Collection(messages, m => Assert.IsType<SystemMessage>(m), m => Assert.IsType<UserMessage>(m), m => Assert.IsType<AssistantMessage>(m), m => Assert.IsType<ResultMessage>(m));
        var next = (await run.Cli.WaitForRunsAsync(2))[1];
        Assert.Equal("", next.StandardInput);
        await run.Client.DisposeAsync();
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_conversation_takes_one_too()
    {
        await using var run = WarmRun.Playing(WarmRun.Parrot, size: 1);
        await run.Client.WarmUpAsync();

        await using var conversation = await run.Client.OpenConversationAsync();

        Assert.Equal(run.Cli.Runs[0].ProcessId, conversation.ProcessId);
        Assert.Equal("You said: one", (await conversation.SendAsync("one").WaitAsync()).Text);
        Assert.Equal("You said: two", (await conversation.SendAsync("two").WaitAsync()).Text);
        await run.Client.DisposeAsync();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Without_a_pool_nothing_waits()
    {
        await using var run = WarmRun.Playing(WarmRun.Parrot, size: 0);

        await run.Client.WarmUpAsync();
        await run.Client.RunIterationAsync("x");

        Assert.Equal("x", Assert.Single(run.Cli.Runs).StandardInput);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_that_asks_its_host_has_a_channel_of_its_own_and_so_no_process_that_waited()
    {
        await using var run = WarmRun.Playing(WarmRun.Parrot, size: 1);
        var options = new AmpRunOptions { OnPermission = static (_, _) => Task.FromResult(AmpPermissionDecision.Allow()) };

        await run.Client.WarmUpAsync(options);
        Assert.Empty(run.Cli.Runs);
        Assert.Equal("You said: x", (await run.Client.RunIterationAsync("x", options)).Text);

        Assert.Equal("x", Assert.Single(run.Cli.Runs).StandardInput);
        await run.Client.DisposeAsync();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task What_nobody_needs_ends_when_it_is_too_old()
    {
        using var folder = new WarmRun.Folder();
        await using var run = WarmRun.Playing(WarmRun.Parrot, size: 2, options => options.WarmPool.MaxAge = TimeSpan.FromMinutes(3), folder.Clock);
        await run.Client.WarmUpAsync();
        Assert.Equal(2, run.Cli.LiveProcesses.Count);

        folder.Clock.Advance(TimeSpan.FromMinutes(4));

        run.AssertNothingIsLeft();
        Assert.Equal(2, run.Cli.Runs.Count);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task There_are_never_more_than_allowed_and_the_oldest_makes_room()
    {
        using var folder = new WarmRun.Folder();
        await using var run = WarmRun.Playing(WarmRun.Parrot, size: 1, options => options.WarmPool.MaxProcesses = 1);
        await run.Client.WarmUpAsync();
        var first = run.Cli.Runs[0].ProcessId;

        await run.Client.WarmUpAsync(new() { WorkingDirectory = folder.Path });

        Assert.True(SpinWait.SpinUntil(() => !ScriptedRun.IsRunning(first), TimeSpan.FromSeconds(30)));
        Assert.Single(run.Cli.LiveProcesses);
        await run.Client.DisposeAsync();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task One_that_died_meanwhile_is_replaced_without_a_word()
    {
        await using var run = WarmRun.Playing(WarmRun.Parrot, size: 1);
        await run.Client.WarmUpAsync();
        using (var waiting = System.Diagnostics.Process.GetProcessById(run.Cli.Runs[0].ProcessId))
        {
            waiting.Kill();
        }

        run.AssertNothingIsLeft();

        Assert.Equal("You said: x", (await run.Client.RunIterationAsync("x")).Text);
        await run.Client.DisposeAsync();
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_does_not_start_as_a_CLI_does_is_not_kept(bool asksForLogin)
    {
        var sick = asksForLogin ? AmpScript.New.AsksForLoginAndHangs() : AmpScript.New.Hangs();
        await using var run = WarmRun.Playing(sick, size: 1, options => options.FirstOutputTimeout = TimeSpan.FromSeconds(3));

        await run.Client.WarmUpAsync();

        run.AssertNothingIsLeft();
        await run.Client.DisposeAsync();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_host_that_is_killed_takes_the_waiting_processes_with_it()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // elsewhere a job object does it, or nothing: see docs/client.md
        }

        await using var cli = FakeAmp.Playing(WarmRun.Parrot);
        using var host = StartWorkerHost(cli.Path);
        await host.StandardInput.WriteLineAsync("One.");
        await cli.WaitForRunsAsync(2);
        Assert.True(SpinWait.SpinUntil(() => cli.Runs.Count(run => run.ExitCode is 0) == 1 && cli.LiveProcesses.Count == 1, TimeSpan.FromSeconds(30)));

        host.Kill(entireProcessTree: false);

        await cli.WaitForNoProcessAsync(TimeSpan.FromSeconds(20));
        Assert.Single(cli.Runs, run => run.StandardInput.Length == 0);
    }

    [Fact]
    public void The_pool_is_set_by_configuration_and_checked()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Amp:Client:WarmPool:Size"] = "2",
            ["Amp:Client:WarmPool:MaxProcesses"] = "4",
            ["Amp:Client:WarmPool:MaxAge"] = "00:20:00",
        }).Build();
        var services = new ServiceCollection();
        services.AddAmpClient(configuration);
        using var provider = services.BuildServiceProvider();

        var pool = provider.GetRequiredService<IOptions<AmpClientOptions>>().Value.WarmPool;

        Assert.Equal((2, 4, TimeSpan.FromMinutes(20)), (pool.Size, pool.MaxProcesses, pool.MaxAge));
        var wrong = new AmpClientOptions();
        (wrong.WarmPool.Size, wrong.WarmPool.MaxProcesses, wrong.WarmPool.MaxAge) = (-1, 0, TimeSpan.Zero);
        var e = Assert.Throws<OptionsValidationException>(() => new AmpClient(wrong));
        Assert.Equal(["WarmPool.Size", "WarmPool.MaxProcesses", "WarmPool.MaxAge"], e.Failures.Select(failure => failure.Split(' ', ':')[1]));
    }

    private static System.Diagnostics.Process StartWorkerHost(string cli)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "WorkerHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "WorkerHost.dll");
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", [program, "--stdin"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["AMP_CLI_PATH"] = cli;
        start.Environment["Amp__Client__WarmPool__Size"] = "1";
        return System.Diagnostics.Process.Start(start)!;
    }
}
