using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Settings;

/// <summary>The example of <c>docs/settings.md</c>.</summary>
public sealed class SettingsExampleTests
{
    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_example_runs()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());
        var client = run.Client;

        var settings = new AmpSettings
        {
            Permissions =
            [
                AmpPermissionRule.Reject("Bash", "Publishing is not for agents.").When("cmd", "git push*", "npm publish*"),
                AmpPermissionRule.Allow("Bash"),
            ],
            DisabledTools = ["web_search"],
            WorkspaceOverrides = AmpSettingsPolicy.Refuse,
        }.With("amp.network.timeout", "60");

        var result = await client.RunIterationAsync("Fix the failing test.", new AmpRunOptions { Settings = settings });

        Assert.False(result.IsError, result.Error);
    }
}
