using System.Globalization;
using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;
using Amp.ServiceStandIn;

namespace Amp.Conformance.Tests;

/// <summary>A run brings settings of its own, and the user's still count.</summary>
public sealed class SettingsTests
{
    private const string RejectsRead = """{"amp.permissions": [{"tool": "Read", "action": "reject", "message": "The user says no."}]}""";

    private static readonly AmpSettings RejectsBash = new() { Permissions = [AmpPermissionRule.Reject("Bash", "The run says no.")] };

    [ConformanceTheory]
    [EachCli]
    public async Task Rules_of_the_user_and_of_the_run_both_apply_and_the_users_file_is_left_alone(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var file = WriteUserSettings(sandbox, RejectsRead);

        var result = await sandbox.Client.RunIterationAsync("@@parallel", new() { Settings = RejectsBash });

        Assert.False(result.IsError, result.Error);
        Assert.Equal(["The run says no.", "The run says no.", "The user says no."], result.ToolCalls.Select(call => call.Content));
        Assert.All(result.ToolCalls, call => Assert.True(call.IsError));
        Assert.Equal(RejectsRead, await File.ReadAllTextAsync(file));
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_rule_of_the_run_is_the_first(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        WriteUserSettings(sandbox, """{"amp.permissions": [{"tool": "Bash", "action": "allow"}]}""");
        var rules = new AmpSettings { Permissions = [AmpPermissionRule.Reject("Bash", "Not B.").When("cmd", "/echo B$/", "nothing *")] };

        var result = await sandbox.Client.RunIterationAsync("@@parallel", new() { Settings = rules });

        Assert.False(result.IsError, result.Error);
        Assert.Equal([0, null, null], result.ToolCalls.Select(call => call.ExitCode));
        Assert.Equal("Not B.", result.ToolCalls[1].Content);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_user_who_allows_everything_does_not_switch_the_rules_of_the_run_off(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        WriteUserSettings(sandbox, """{"amp.dangerouslyAllowAll": true}""");
        var rules = new AmpSettings { Permissions = [AmpPermissionRule.Reject("Read", "The run says no.")] };

        // The built-in rules would ask about this one, which ends a run.
        var pushed = await sandbox.Client.RunIterationAsync("@@gitpush", new() { Settings = rules });
        var rejected = await sandbox.Client.RunIterationAsync("@@parallel", new() { Settings = rules });

        Assert.False(pushed.IsError, pushed.Error);
        Assert.Equal(128, Assert.Single(pushed.ToolCalls).ExitCode);   // it ran: there is no repository
        Assert.Equal([0, 0, null], rejected.ToolCalls.Select(call => call.ExitCode));
        Assert.Equal("The run says no.", rejected.ToolCalls[2].Content);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_malformed_rule_never_reaches_the_CLI(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var rules = new AmpSettings().With("amp.permissions", """[{"tool":"Bash","action":"deny"}]""");

        var e = await Assert.ThrowsAsync<AmpConfigurationException>(() => sandbox.Client.RunIterationAsync("@@perm", new() { Settings = rules }));

        Assert.Contains("'deny'", e.Message, StringComparison.Ordinal);
        Assert.Empty(sandbox.ModelCalls);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_malformed_rule_of_the_user_is_dropped_by_the_CLI_and_reported_by_the_client(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        WriteUserSettings(sandbox, """{"amp.permissions": [{"tool": "Bash", "action": "deny"}]}""");
        var report = new LastReport();

        var result = await sandbox.Client.RunIterationAsync("@@tool", new() { Settings = new() { Report = report } });

        Assert.Equal(0, Assert.Single(result.ToolCalls).ExitCode);   // it ran: that is why rules are checked
        Assert.Equal(0, Assert.Single(report.Value!.MalformedUserRules).Index);
    }

    [ConformanceTheory]
    [EachCli("""{"amp.permissions": [{"tool": "Bash", "action": "allow"}]}""", "amp.permissions")]
    [EachCli("""{"amp.dangerouslyAllowAll": true}""", "amp.dangerouslyAllowAll")]
    public async Task A_repository_that_switches_the_rules_of_a_run_off_is_reported_and_refused_on_request(string cli, string json, string key)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(sandbox.WorkingDirectory, ".amp")).FullName, "settings.json");
        await File.WriteAllTextAsync(file, json);
        var report = new LastReport();

        var result = await sandbox.Client.RunIterationAsync("@@tool", new() { Settings = RejectsBash with { Report = report } });

        Assert.Equal(0, Assert.Single(result.ToolCalls).ExitCode);   // it ran, in spite of the rule
        Assert.Equal(key, Assert.Single(report.Value!.WorkspaceOverrides).Key);
        var calls = sandbox.ModelCalls.Count;
        await Assert.ThrowsAsync<AmpConfigurationException>(
            () => sandbox.Client.RunIterationAsync("@@tool", new() { Settings = RejectsBash with { WorkspaceOverrides = AmpSettingsPolicy.Refuse } }));
        Assert.Equal(calls, sandbox.ModelCalls.Count);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_repository_with_rules_about_other_tools_takes_nothing_away(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        await File.WriteAllTextAsync(
            Path.Combine(Directory.CreateDirectory(Path.Combine(sandbox.WorkingDirectory, ".amp")).FullName, "settings.json"),
            """{"amp.permissions": [{"tool": "Read", "action": "allow"}], "amp.tools.disable": ["Task"]}""");
        var settings = RejectsBash with { DisabledTools = ["Read"], WorkspaceOverrides = AmpSettingsPolicy.Refuse };

        var result = await sandbox.Client.RunIterationAsync("@@parallel", new() { Settings = settings });

        Assert.Equal(["The run says no.", "The run says no.", "tool \"Read\" is disabled: settings"], result.ToolCalls.Select(call => call.Content));
    }

    [ConformanceTheory(UnixOnly = true)]
    [EachCli]
    public async Task The_generated_file_is_private_during_the_run_and_gone_after_it(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var unique = Random.Shared.NextInt64(1_000_000_000_000).ToString("d12", CultureInfo.InvariantCulture);
        var scenario = new Scenario($"settings_{unique}", new Turn(UseTool.Bash($"sleep 60.{unique}")));
        sandbox.Service.Scenarios.Add(scenario);
        var rules = new AmpSettings { Permissions = [AmpPermissionRule.Reject($"never_{unique}"), AmpPermissionRule.Allow("Bash")] };
        await using var run = await sandbox.Client.StartAsync(new() { Prompt = $"@@{scenario.Name}", Options = new() { Settings = rules } });
        var reading = run.WaitAsync();
        Assert.True(await Eventually.HoldsAsync(() => ProcessTable.AnyWithArgument($"60.{unique}")));

        var file = Assert.Single(GeneratedFiles(), file => File.ReadAllText(file).Contains(unique, StringComparison.Ordinal));
#pragma warning disable CA1416 // UnixOnly
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
#pragma warning restore CA1416

        await run.StopAsync();
        Assert.False(Path.Exists(Path.GetDirectoryName(file)));
        await reading;
    }

    private static string WriteUserSettings(Sandbox sandbox, string json)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(sandbox.Home, ".config", "amp")).FullName, "settings.json");
        File.WriteAllText(file, json);
        return file;
    }

    private static IEnumerable<string> GeneratedFiles()
    {
        var home = Environment.GetEnvironmentVariable("HOME")!;
        string?[] roots = [Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), Environment.GetEnvironmentVariable("XDG_CACHE_HOME"), Path.Combine(home, ".cache")];
        return roots.OfType<string>()
            .Select(root => Path.Combine(root, "amp-sdk-dotnet", "runs"))
            .Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories)
            .Select(folder => Path.Combine(folder, "settings.json"))
            .Where(File.Exists);
    }

    private sealed class LastReport : IProgress<AmpSettingsReport>
    {
        public AmpSettingsReport? Value { get; private set; }

        public void Report(AmpSettingsReport value) => Value = value;
    }
}
