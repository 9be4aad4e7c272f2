using Amp.Client.Tests.Runs;

namespace Amp.Client.Tests.Diagnostics;

public sealed class SettingsExaminationTests
{
    private const string UserFile = ".config/amp/settings.json";

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Files_are_told_in_the_order_in_which_they_win_by_their_keys_without_their_values()
    {
        await using var machine = new ScriptedMachine();
        machine.WriteInHome(UserFile, """{"amp.url":"https://planted","amp.notifications.enabled":true}""");
        ScriptedMachine.Write(Path.Combine(machine.Repository, ".amp", "settings.json"), """{"amp.tools.disable":["Bash"]} // a comment""");
        ScriptedMachine.Write(machine.ManagedSettings, "{}");

        var diagnosis = await machine.ExamineAsync();

        var settings = machine.Check("settings");
        Assert.Equal(AmpDiagnosisStatus.Ok, settings.Status);
        Assert.Equal(["managed", "workspace", "user"], settings.Facts.Select(fact => fact.Key));
        Assert.EndsWith("(amp.notifications.enabled, amp.url)", settings.Facts[2].Value, StringComparison.Ordinal);
        Assert.StartsWith("~/.config/amp/settings.json", settings.Facts[2].Value, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", diagnosis.ToText(), StringComparison.Ordinal);
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("""{"amp.dangerouslyAllowAll":true}""", "user file: amp.dangerouslyAllowAll is on")]
    [InlineData("""{"amp.permissions":[{"tool":"Bash","action":"reject"},{"tool":"Bash","action":"rejct"}]}""", "user file: The CLI passes over a rule in silence, and what it should forbid is not forbidden: rule 1:")]
    [InlineData("""{"amp.permissions":[{"tool":"Bash","action":"delegate"}]}""", "user file: The CLI passes over a rule in silence")]
    public async Task What_may_surprise_in_the_users_file_is_a_warning(string content, string warning)
    {
        await using var machine = new ScriptedMachine();
        machine.WriteInHome(UserFile, content);

        await machine.ExamineAsync();

        Assert.Equal(AmpDiagnosisStatus.Warning, machine.Check("settings").Status);
        Assert.StartsWith(warning, Assert.Single(machine.Check("settings").Details), StringComparison.Ordinal);
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("""{"amp.permissions":[]}""", "amp.permissions come before")]
    [InlineData("""{"amp.dangerouslyAllowAll":false}""", "amp.dangerouslyAllowAll is set, which wins over")]
    public async Task A_repository_that_overrides_the_callers_permissions_is_a_warning(string content, string warning)
    {
        await using var machine = new ScriptedMachine();
        ScriptedMachine.Write(Path.Combine(machine.Repository, ".amp", "settings.json"), content);

        await machine.ExamineAsync();

        Assert.StartsWith("workspace file: " + warning, Assert.Single(machine.Check("settings").Details), StringComparison.Ordinal);
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("{\n\"key\": planted }", "is not valid JSON: line 2, byte 8.")]
    [InlineData("[]", "must hold one JSON object, but holds an array.")]
    [InlineData("""{"amp.permissions":{"tool":"Bash"}}""", "amp.permissions of the file must be an array of rules.")]
    public async Task A_file_that_ends_the_CLI_is_a_problem(string content, string problem)
    {
        await using var machine = new ScriptedMachine();
        machine.WriteInHome(UserFile, content);

        await machine.ExamineAsync();

        Assert.Equal(AmpDiagnosisStatus.Problem, machine.Check("settings").Status);
        var detail = Assert.Single(machine.Check("settings").Details);
        Assert.EndsWith(problem, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_users_file_is_the_one_that_a_run_would_read()
    {
        await using var machine = new ScriptedMachine();
        machine.WriteInHome(UserFile, "{}");
        machine.WriteInHome("elsewhere/amp/settings.jsonc", """{"amp.url":"x",}""");
        machine.Options.EnvironmentVariables["XDG_CONFIG_HOME"] = Path.Combine(machine.Home, "elsewhere");

        await machine.ExamineAsync();

        Assert.Contains(Path.Combine("elsewhere", "amp", "settings.jsonc"), Assert.Single(machine.Check("settings").Facts).Value, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Above_the_root_of_the_repository_no_workspace_file_counts()
    {
        await using var machine = new ScriptedMachine();
        ScriptedMachine.Write(Path.Combine(machine.Repository, "..", ".amp", "settings.json"), """{"amp.dangerouslyAllowAll":true}""");

        await machine.ExamineAsync();

        Assert.Empty(machine.Check("settings").Facts);
    }
}
