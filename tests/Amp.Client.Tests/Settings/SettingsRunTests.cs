using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Settings;

/// <summary>A run with settings of its own, in a real process: the file is there while it runs, and gone whatever way it ends.</summary>
public sealed class SettingsRunTests : IDisposable
{
    private const string Flag = "--settings-file=";

    private readonly SettingsFolder _user = new();

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("stopped")]
    [InlineData("disposed")]
    [InlineData("killed")]
    public async Task The_file_is_private_while_the_CLI_runs_and_gone_when_it_does_not(string how)
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().Says("Working.").Hangs());
        await using var started = await run.Client.StartAsync(new() { Prompt = "x", Options = Options(new() { Permissions = [AmpPermissionRule.Reject("Bash")] }) });
        Assert.True(SpinWait.SpinUntil(() => run.Cli.Runs.Count == 1, TimeSpan.FromSeconds(20)));
        var file = SettingsOf(run);

        Assert.Contains("Bash", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        switch (how)
        {
            case "stopped":
                await started.StopAsync();
                break;
            case "disposed":
                await started.DisposeAsync();
                break;
            default:
                System.Diagnostics.Process.GetProcessById(started.ProcessId).Kill();
                await Assert.ThrowsAnyAsync<AmpException>(() => started.WaitAsync());
                break;
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(file)));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_file_is_gone_when_the_result_is_there_and_the_users_was_not_touched()
    {
        const string Users = """{ "amp.showCosts": false, }""";
        SettingsFolder.Write(_user.UserFile, Users);
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());

        await run.Client.RunIterationAsync("x", Options(new AmpSettings().With("amp.network.timeout", "30")));

        Assert.False(Path.Exists(Path.GetDirectoryName(SettingsOf(run))));
        Assert.Equal(Users, await File.ReadAllTextAsync(_user.UserFile));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_malformed_rule_starts_nothing()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());

        await Assert.ThrowsAsync<AmpConfigurationException>(() => run.Client.RunIterationAsync("x", Options(new() { Permissions = [AmpPermissionRule.Reject("")] })));

        Assert.Empty(run.Cli.Runs);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_without_settings_of_its_own_is_given_no_file()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());

        await run.Client.RunIterationAsync("x", Options(new()));

        Assert.DoesNotContain(run.Cli.Runs[0].Arguments, argument => argument.StartsWith(Flag, StringComparison.Ordinal));
    }

    public void Dispose() => _user.Dispose();

    private static string SettingsOf(ScriptedRun run) => run.Cli.Runs[0].Arguments.Single(argument => argument.StartsWith(Flag, StringComparison.Ordinal))[Flag.Length..];

    private AmpRunOptions Options(AmpSettings settings) => new()
    {
        WorkingDirectory = _user.Repository,
        Settings = settings,
        EnvironmentVariables = new Dictionary<string, string?> { ["AMP_SETTINGS_FILE"] = _user.UserFile },
    };
}
