using Amp.Client.Tests.Runs;

namespace Amp.Client.Tests.WarmPool;

/// <summary>Which runs may use a process that waits, and which may not any more.</summary>
public sealed class WarmSharingTests
{
    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("directory")]
    [InlineData("argument")]
    [InlineData("variable")]
    [InlineData("settings")]
    [InlineData("mcp")]
    [InlineData("thread")]
    public async Task What_differs_is_not_shared(string difference)
    {
        using var folder = new WarmRun.Folder();
        await using var run = WarmRun.Playing(WarmRun.Parrot, size: 1);
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
        await using var run = WarmRun.Playing(WarmRun.Parrot, size: 1);
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
        using var folder = new WarmRun.Folder();
        var settings = Path.Combine(folder.Path, "settings.json");
        var key = Path.Combine(folder.Path, "key");
        await File.WriteAllTextAsync(settings, "{}");
        await File.WriteAllTextAsync(key, "key-1");
        await using var run = WarmRun.Playing(WarmRun.Parrot, size: 1, options => options.AuthCommand = $"cat {key}", folder.Clock);
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

        using var folder = new WarmRun.Folder();
        var directory = Directory.CreateDirectory(Path.Combine(folder.Path, "tree")).FullName;
        await using var run = WarmRun.Playing(WarmRun.Parrot, size: 1);
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
}
