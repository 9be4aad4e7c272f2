using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>The CLI runs toolbox programs that are written in .NET, and loads skills from folders that a run names.</summary>
public sealed class ToolboxTests
{
    [ConformanceTheory(UnixOnly = true)]
    [EachCli]
    public async Task A_program_in_NET_is_described_and_called(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var toolbox = Directory.CreateDirectory(Path.Combine(sandbox.Home, "toolbox")).FullName;
        File.CreateSymbolicLink(Path.Combine(toolbox, "greet"), Path.Combine(AppContext.BaseDirectory, "GreetTool"));
        AmpResult result;
        var runs = 0;

        // January registers the programs of a toolbox while the run has begun, and now and then too late for its first call.
        do
        {
            result = await sandbox.Client.RunIterationAsync("@@tb", new() { Toolbox = [toolbox] });
        }
        while (cli == CliMatrix.January && ++runs < 5 && result.ToolCalls is [{ Content: { } content }] && content.Contains("not found", StringComparison.Ordinal));

        Assert.False(result.IsError, result.Error);
        var call = Assert.Single(result.ToolCalls);
        Assert.Equal(("tb__greet", """{"output":"HELLO, Ann!\n","exitCode":0}""", false), (call.Name, call.Content, call.IsError));
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory]
    [EachCli(Except = CliMatrix.January)]
    public async Task A_skill_of_a_folder_that_the_run_names_is_loaded_beside_those_of_the_user(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var named = AddSkill(sandbox.AddDirectory("named"), "counting");
        var users = AddSkill(sandbox.AddDirectory("users"), "measuring");
        var settings = Path.Combine(Directory.CreateDirectory(Path.Combine(sandbox.Home, ".config", "amp")).FullName, "settings.json");
        await File.WriteAllTextAsync(settings, $$"""{"amp.skills.path":"{{users}}"}""");

        var result = await sandbox.Client.RunIterationAsync("@@skill", new() { Skills = [named] });

        Assert.False(result.IsError, result.Error);
        Assert.Collection(
            sandbox.ModelCalls[^1].Messages[^1].ToolResults,
            counting => Assert.Contains("This is counting.", counting.Content, StringComparison.Ordinal),
            measuring => Assert.Contains("This is measuring.", measuring.Content, StringComparison.Ordinal));
    }

    [ConformanceFact]
    public async Task A_CLI_without_that_setting_is_not_started()
    {
        await using var sandbox = await Sandbox.CreateAsync(CliMatrix.January);

        var e = await Assert.ThrowsAsync<AmpCapabilityException>(() => sandbox.Client.RunIterationAsync("@@skill", new() { Skills = [sandbox.WorkingDirectory] }));

        Assert.Equal("amp.skills.path", e.Requested);
        Assert.Empty(sandbox.ModelCalls);
    }

    private static string AddSkill(string folder, string name)
    {
        var skill = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.WriteAllText(Path.Combine(skill, "SKILL.md"), $"---\nname: {name}\ndescription: Use when asked to do it.\n---\n\nThis is {name}.\n");
        return folder;
    }
}
