using Amp.Client.Tests.Configuration;
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
    private static readonly AmpScript Parrot = AmpScript.New.Says("You said: ${prompt}").ThenSucceeds();

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_takes_the_process_that_waits_and_another_takes_its_place()
    {
        await using var run = Pool(Parrot, size: 1);
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
        await using var run = Pool(Parrot, size: 1);
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
        await using var run = Pool(Parrot, size: 0);

        await run.Client.WarmUpAsync();
        await run.Client.RunIterationAsync("x");

        Assert.Equal("x", Assert.Single(run.Cli.Runs).StandardInput);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_that_asks_its_host_has_a_channel_of_its_own_and_so_no_process_that_waited()
    {
        await using var run = Pool(Parrot, size: 1);
        var options = new AmpRunOptions { OnPermission = static (_, _) => Task.FromResult(AmpPermissionDecision.Allow()) };

        await run.Client.WarmUpAsync(options);
        Assert.Empty(run.Cli.Runs);
        Assert.Equal("You said: x", (await run.Client.RunIterationAsync("x", options)).Text);

        Assert.Equal("x", Assert.Single(run.Cli.Runs).StandardInput);
        await run.Client.DisposeAsync();
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("directory")]
    [InlineData("argument")]
    [InlineData("variable")]
    [InlineData("settings")]
    [InlineData("mcp")]
    [InlineData("thread")]
    public async Task What_differs_is_not_shared(string difference)
    {
        using var folder = new TemporaryFolder();
        await using var run = Pool(Parrot, size: 1);
        await run.Client.WarmUpAsync();
        var waiting = run.Cli.Runs[0].ProcessId;
        var options = difference switch
        {
            "directory" => new AmpRunOptions { WorkingDirectory = folder.Path },
            "argument" => new AmpRunOptions { DangerouslyAllowAll = true },
            "variable" => new AmpRunOptions { EnvironmentVariables = new Dictionary<string, string?> { ["A_VARIABLE"] = "other" } },
            "settings" => new AmpRunOptions { Settings = new() { DisabledTools = ["Bash"] } },
            "mcp" => new AmpRunOptions { McpConfig = """{"a":{"command":"b"}}""" },
            _ => AmpRunOptions.Default,
        };

        await using var other = await run.Client.StartAsync(new() { Prompt = "x", Options = options, Thread = difference == "thread" ? AmpThreadId.Parse($"T-{Guid.CreateVersion7()}", null) : default(AmpThreadId?) });
        Assert.False((await other.WaitAsync()).IsError);

        Assert.NotEqual(waiting, other.ProcessId);
        Assert.True(ScriptedRun.IsRunning(waiting));
        await run.Client.DisposeAsync();
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_same_private_settings_and_servers_are_shared_though_each_process_has_its_own_files()
    {
        var options = new AmpRunOptions { Settings = new() { DisabledTools = ["Bash"] }, McpConfig = """{"a":{"command":"b"}}""" };
        await using var run = Pool(Parrot, size: 1);
        await run.Client.WarmUpAsync(options);
        var waiting = run.Cli.Runs[0];

        await using var started = await run.Client.StartAsync(new() { Prompt = "x", Options = options });

        Assert.Equal(waiting.ProcessId, started.ProcessId);
        Assert.False((await started.WaitAsync()).IsError);
        await run.Client.DisposeAsync();
        run.AssertNothingIsLeft();
        Assert.All(run.Cli.Runs.SelectMany(r => r.Arguments).Where(argument => argument.Contains("amp-sdk-run-", StringComparison.Ordinal)), argument =>
            Assert.False(File.Exists(argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..])));
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("settings")]
    [InlineData("key")]
    [InlineData("cli")]
    public async Task What_was_started_before_a_change_is_ended_and_not_used(string change)
    {
        using var folder = new TemporaryFolder();
        var settings = Path.Combine(folder.Path, "settings.json");
        var key = Path.Combine(folder.Path, "key");
        await File.WriteAllTextAsync(settings, "{}");
        await File.WriteAllTextAsync(key, "key-1");
        await using var run = Pool(Parrot, size: 1, options => options.AuthCommand = $"cat {key}", folder.Clock);
        var options = new AmpRunOptions { SettingsFile = settings };
        await run.Client.WarmUpAsync(options);
        var old = run.Cli.Runs[0].ProcessId;

        switch (change)
        {
            case "settings":
                await File.WriteAllTextAsync(settings, """{"amp.tools.disable":["Bash"]}""");
                break;
            case "key":
                await File.WriteAllTextAsync(key, "key-2");
                folder.Clock.Advance(TimeSpan.FromMinutes(6));   // a key is remembered for five
                break;
            default:
                File.SetLastWriteTimeUtc(run.Cli.Path, new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
                break;
        }

        await using var started = await run.Client.StartAsync(new() { Prompt = "x", Options = options });
        Assert.False((await started.WaitAsync()).IsError);

        Assert.NotEqual(old, started.ProcessId);
        Assert.True(SpinWait.SpinUntil(() => !ScriptedRun.IsRunning(old), TimeSpan.FromSeconds(30)));
        await run.Client.DisposeAsync();
        run.AssertNothingIsLeft();
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_whose_directory_was_made_anew_is_ended_and_not_used(bool isMoved)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // elsewhere nobody tells where a process works
        }

        using var folder = new TemporaryFolder();
        var directory = Directory.CreateDirectory(Path.Combine(folder.Path, "tree")).FullName;
        await using var run = Pool(Parrot, size: 1);
        var options = new AmpRunOptions { WorkingDirectory = directory };
        await run.Client.WarmUpAsync(options);
        var old = run.Cli.Runs[0].ProcessId;
        if (isMoved)
        {
            Directory.Move(directory, Path.Combine(folder.Path, "moved"));
        }
        else
        {
            Directory.Delete(directory);
        }

        Directory.CreateDirectory(directory);
        await using var started = await run.Client.StartAsync(new() { Prompt = "x", Options = options });
        Assert.Equal("You said: x", (await started.WaitAsync()).Text);

        Assert.NotEqual(old, started.ProcessId);
        Assert.True(SpinWait.SpinUntil(() => !ScriptedRun.IsRunning(old), TimeSpan.FromSeconds(30)));
        await run.Client.DisposeAsync();
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task What_nobody_needs_ends_when_it_is_too_old()
    {
        using var folder = new TemporaryFolder();
        await using var run = Pool(Parrot, size: 2, options => options.WarmPool.MaxAge = TimeSpan.FromMinutes(3), folder.Clock);
        await run.Client.WarmUpAsync();
        Assert.Equal(2, run.Cli.LiveProcesses.Count);

        folder.Clock.Advance(TimeSpan.FromMinutes(4));

        run.AssertNothingIsLeft();
        Assert.Equal(2, run.Cli.Runs.Count);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task There_are_never_more_than_allowed_and_the_oldest_makes_room()
    {
        using var folder = new TemporaryFolder();
        await using var run = Pool(Parrot, size: 1, options => options.WarmPool.MaxProcesses = 1);
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
        await using var run = Pool(Parrot, size: 1);
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
        await using var run = Pool(sick, size: 1, options => options.FirstOutputTimeout = TimeSpan.FromSeconds(3));

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

        await using var cli = FakeAmp.Playing(Parrot);
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

    private static ScriptedRun Pool(AmpScript script, int size, Action<AmpClientOptions>? configure = null, TimeProvider? clock = null) => ScriptedRun.Playing(
        script,
        options =>
        {
            options.WarmPool.Size = size;
            configure?.Invoke(options);
        },
        clock);

    private static System.Diagnostics.Process StartWorkerHost(string cli)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "WorkerHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "WorkerHost.dll");
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", [program, "--stdin"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["AMP_CLI_PATH"] = cli;
        start.Environment["Amp__Client__WarmPool__Size"] = "1";
        return System.Diagnostics.Process.Start(start)!;
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("amp-warm-").FullName;

        public ManualClock Clock { get; } = new();

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
