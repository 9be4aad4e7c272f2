using System.Collections.Concurrent;
using Amp.Client.Tests.Configuration;
using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Permissions;

/// <summary>A scripted CLI, which runs the broker as the real one does, and the application that decides.</summary>
public sealed class PermissionRunTests : IDisposable
{
    private const string January = "0.0.1767830505-ga62310 (released 2026-01-08T00:07:21.653Z, 10mo ago)";

    private static readonly AmpScript Script = AmpScript.New
        .UsesToolIfPermitted("Bash", """{"cmd":"git push"}""", "pushed")
        .UsesToolIfPermitted("Read", """{"path":"a.txt"}""", "hello", exitCode: null)
        .Says("Done.")
        .ThenSucceeds();

    private readonly string _directory = Directory.CreateTempSubdirectory("amp-permission-").FullName;
    private readonly ConcurrentQueue<AmpPermissionRequest> _asked = [];

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_application_decides_on_each_call()
    {
        var result = await RunAsync(new() { OnPermission = Deciding(request => request.Tool == "Bash" ? AmpPermissionDecision.Reject("Not today.") : AmpPermissionDecision.Allow()) });

        Assert.Equal(["Not today.", "hello"], result.ToolCalls.Select(call => call.Content));
        Assert.Equal(result.ToolCalls.Select(call => call.Id), _asked.Select(request => request.ToolUseId));
        Assert.All(_asked, request => Assert.Equal(result.ThreadId, request.Thread));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Rules_of_the_run_and_of_the_user_come_first_and_what_they_ask_about_is_asked()
    {
        var user = WriteSettings("""{"amp.permissions":[{"tool":"Bash","action":"ask","matches":{"cmd":"git *"}},{"tool":"*","action":"reject","message":"The user's rule."}]}""");

        var result = await RunAsync(new()
        {
            SettingsFile = user,
            Settings = new() { Permissions = AmpPermissionRules.Empty.Allow("Read") },
            OnPermission = Deciding(_ => AmpPermissionDecision.Reject("Asked.")),
        });

        Assert.Equal(["Asked.", "hello"], result.ToolCalls.Select(call => call.Content));
        Assert.Equal("Bash", Assert.Single(_asked).Tool);
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("""{"tool":"Bash","action":"ask","context":5}""")]
    [InlineData("""{"tool":"Bash","action":"ask","matches":[]}""")]
    [InlineData("""{"tool":5,"action":"ask"}""")]
    [InlineData("""{"action":"ask"}""")]
    [InlineData("""{"tool":"Bash","action":5}""")]
    [InlineData("5")]
    public async Task What_a_malformed_rule_of_the_user_is_about_comes_to_the_application(string rule)
    {
        var result = await RunAsync(new()
        {
            SettingsFile = WriteSettings($$"""{"amp.permissions":[{{rule}},{"tool":"Read","action":"allow"}]}"""),
            OnPermission = Deciding(_ => AmpPermissionDecision.Reject("Asked.")),
        });

        Assert.Equal(["Asked.", "hello"], result.ToolCalls.Select(call => call.Content));
        Assert.Equal("Bash", Assert.Single(_asked).Tool);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Every_call_is_asked_about_on_request_but_for_what_a_rule_rejects()
    {
        var result = await RunAsync(new()
        {
            Settings = new() { Permissions = AmpPermissionRules.Empty.Reject("Bash", "By rule.").Allow("Read") },
            OnPermission = Deciding(_ => AmpPermissionDecision.Reject("Asked.")),
            Permissions = new() { Scope = AmpPermissionScope.EveryCall },
        });

        Assert.Equal(["By rule.", "Asked."], result.ToolCalls.Select(call => call.Content));
        Assert.Equal("Read", Assert.Single(_asked).Tool);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_user_who_allows_everything_does_not_go_around_the_application()
    {
        var result = await RunAsync(new() { SettingsFile = WriteSettings("""{"amp.dangerouslyAllowAll":true}"""), OnPermission = Deciding(_ => AmpPermissionDecision.Reject("Asked.")) });

        Assert.Equal(["Asked.", "Asked."], result.ToolCalls.Select(call => call.Content));
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData(true, "")]
    [InlineData(false, "--dangerously-allow-all")]
    [InlineData(false, "--dangerously-skip-permissions")]
    public async Task A_run_that_lets_everything_run_and_asks_is_refused(bool option, string flag)
    {
        var e = await Assert.ThrowsAsync<AmpConfigurationException>(() => RunAsync(new()
        {
            DangerouslyAllowAll = option,
            ExtraArguments = flag.Length > 0 ? [flag] : [],
            OnPermission = Deciding(_ => AmpPermissionDecision.Allow()),
        }));

        Assert.Contains("it would never be asked", e.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("""{"amp.permissions":[{"tool":"Bash","action":"allow"}]}""", true)]
    [InlineData("""{"amp.permissions":[{"tool":"Bash","action":"ask"}]}""", true)]
    [InlineData("""{"amp.dangerouslyAllowAll":true}""", true)]
    [InlineData("""{"amp.permissions":[{"tool":"Bash","action":"reject"}]}""", false)]
    [InlineData("""{"amp.tools.disable":["Bash"]}""", false)]
    public async Task A_repository_that_would_decide_first_is_refused_unless_it_only_rejects(string settings, bool isRefused)
    {
        Directory.CreateDirectory(Path.Combine(_directory, ".amp"));
        await File.WriteAllTextAsync(Path.Combine(_directory, ".amp", "settings.json"), settings);
        var options = new AmpRunOptions { OnPermission = Deciding(_ => AmpPermissionDecision.Allow()) };

        if (isRefused)
        {
            await Assert.ThrowsAsync<AmpConfigurationException>(() => RunAsync(options));
            await RunAsync(options with { Permissions = new() { WorkspaceOverrides = AmpSettingsPolicy.Report } });
        }
        else
        {
            await RunAsync(options);
        }
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_clocks_of_the_run_stand_still_while_somebody_is_asked()
    {
        var clock = new ManualClock();
        var result = await RunAsync(
            new()
            {
                Timeout = TimeSpan.FromMinutes(20),
                OnPermission = (_, _) =>
                {
                    clock.Advance(TimeSpan.FromMinutes(30));
                    return Task.FromResult(AmpPermissionDecision.Allow());
                },
                Permissions = new() { Timeout = TimeSpan.FromHours(1) },
            },
            configure: options => options.IdleTimeout = options.ToolTimeout = TimeSpan.FromMinutes(10),
            clock: clock);

        Assert.False(result.IsError, result.Error);
        Assert.Equal(TimeSpan.FromMinutes(60), result.WallDuration);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_rule_that_asks_is_refused_where_the_CLI_would_wait_for_ever_and_is_routed_with_a_handler()
    {
        var settings = new AmpSettings { Permissions = AmpPermissionRules.Empty.Ask("Bash") };

        var e = await Assert.ThrowsAsync<AmpConfigurationException>(() => RunAsync(new() { Settings = settings }, Script.HasVersion(January)));
        var ofUser = await Assert.ThrowsAsync<AmpConfigurationException>(() => RunAsync(new() { SettingsFile = WriteSettings("""{"amp.permissions":[{"tool":"Bash","action":"ask"}]}""") }, Script.HasVersion(January)));
        var asked = await RunAsync(new() { Settings = settings, OnPermission = Deciding(_ => AmpPermissionDecision.Allow()) }, Script.HasVersion(January));
        var ended = await RunAsync(new() { Settings = settings });

        Assert.Contains("rule 0", e.Message, StringComparison.Ordinal);
        Assert.Contains("rule 0", ofUser.Message, StringComparison.Ordinal);
        Assert.False(asked.IsError, asked.Error);
        Assert.Equal(AmpErrorKind.ApprovalRequired, ended.ErrorKind);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_rule_of_the_repository_that_asks_is_refused_there_too_unless_everything_is_allowed()
    {
        const string Rule = "\"amp.permissions\":[{\"tool\":\"Bash\",\"action\":\"ask\"}]";
        Directory.CreateDirectory(Path.Combine(_directory, ".amp"));
        var file = Path.Combine(_directory, ".amp", "settings.json");
        var asking = new AmpRunOptions { OnPermission = Deciding(_ => AmpPermissionDecision.Allow()), Permissions = new() { WorkspaceOverrides = AmpSettingsPolicy.Report } };

        await File.WriteAllTextAsync(file, "{" + Rule + "}");
        var e = await Assert.ThrowsAsync<AmpConfigurationException>(() => RunAsync(new(), Script.HasVersion(January)));
        var withHandler = await Assert.ThrowsAsync<AmpConfigurationException>(() => RunAsync(asking, Script.HasVersion(January)));
        await RunAsync(new() { DangerouslyAllowAll = true }, Script.HasVersion(January));
        await RunAsync(new());
        await File.WriteAllTextAsync(file, "{" + Rule + ",\"amp.dangerouslyAllowAll\":true}");
        await RunAsync(new(), Script.HasVersion(January));

        Assert.StartsWith($"Permission rule 0 of the repository's '{file}' asks", e.Message, StringComparison.Ordinal);
        Assert.Equal(e.Message, withHandler.Message);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Nothing_of_the_channel_shows_in_the_environment_or_the_arguments_and_nothing_is_left_of_it()
    {
        await using var run = ScriptedRun.Playing(Script);
        var channel = "";
        var options = new AmpRunOptions
        {
            WorkingDirectory = _directory,
            OnPermission = Deciding(_ =>
            {
                channel = Directory.GetFiles(SettingsFolderOf(run), "channel", SearchOption.AllDirectories).Select(File.ReadAllText).Single(text => text.Length > 0);
                return AmpPermissionDecision.Allow();
            }),
        };

        await run.Client.RunIterationAsync("x", options);

        var token = channel.Split('\n')[1];
        Assert.Equal(64, token.Length);
        var cli = Assert.Single(run.Cli.Runs);
        Assert.DoesNotContain(cli.Environment.Values.Concat(cli.Arguments), text => text.Contains(token, StringComparison.OrdinalIgnoreCase) || text.Contains(channel.Split('\n')[0], StringComparison.Ordinal));
        Assert.False(File.Exists(channel.Split('\n')[0]["unix:".Length..]));
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Stopping_a_run_tells_whoever_is_being_asked()
    {
        await using var run = ScriptedRun.Playing(Script, options => options.ShutdownGracePeriod = TimeSpan.FromSeconds(20));
        var (asked, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var started = await run.Client.StartAsync(new()
        {
            Prompt = "x",
            Options = new()
            {
                WorkingDirectory = _directory,
                OnPermission = async (_, cancellationToken) =>
                {
                    await using var registration = cancellationToken.Register(told.SetResult);
                    asked.SetResult();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    return AmpPermissionDecision.Allow();
                },
            },
        });
        await asked.Task;

        var result = await started.StopAsync();

        Assert.Equal(AmpErrorKind.Cancelled, result.ErrorKind);
        await told.Task;
        run.AssertNothingIsLeft();
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    // The channel's folder lies beside that of the settings.
    private static string SettingsFolderOf(ScriptedRun run)
    {
        var flag = run.Cli.Runs[0].Arguments.Single(argument => argument.Contains("settings.json", StringComparison.Ordinal));
        return Path.GetDirectoryName(Path.GetDirectoryName(flag[(flag.IndexOf('=', StringComparison.Ordinal) + 1)..]))!;
    }

    private string WriteSettings(string json)
    {
        var file = Path.Combine(_directory, "user.json");
        File.WriteAllText(file, json);
        return file;
    }

    private AmpPermissionHandler Deciding(Func<AmpPermissionRequest, AmpPermissionDecision> decide) => (request, _) =>
    {
        _asked.Enqueue(request);
        return Task.FromResult(decide(request));
    };

    private async Task<AmpResult> RunAsync(AmpRunOptions options, AmpScript? script = null, Action<AmpClientOptions>? configure = null, TimeProvider? clock = null)
    {
        await using var run = ScriptedRun.Playing(script ?? Script, configure, clock);
        var result = await run.Client.RunIterationAsync("x", options with { WorkingDirectory = _directory });
        run.AssertNothingIsLeft();
        return result;
    }
}
