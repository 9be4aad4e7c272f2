using Amp.Client.Tests.Cli.Capabilities;
using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Cli;

/// <summary>What the CLI tells beside runs, also when it tells it badly. How real ones tell it is shown by the conformance tests.</summary>
public sealed class CommandTests
{
    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Lists_are_read_in_the_shapes_of_all_versions()
    {
        await using var run = Answering(
            ("skill list", """{"skills":[{"name":"a","description":"A","baseDir":"/s"},{"no":"name"},7]}"""),
            ("tools list", """[{"name":"Bash","source":"built-in","description":"Runs"},{"name":"tb__x"}]"""),
            ("permissions list --builtin", """[{"tool":"Bash","action":"ask","matches":{"cmd":"x"}},{"tool":"X","action":"dream"}]"""));

        Assert.Equal(new AmpSkill { Name = "a", Description = "A", BaseDirectory = "/s" }, Assert.Single(await run.Client.Commands.ListSkillsAsync()));
        Assert.Equal(["Bash", "tb__x"], (await run.Client.Commands.ListToolsAsync()).Select(tool => tool.Name));
        var rules = await run.Client.Commands.ListPermissionsAsync(builtIn: true);
        Assert.Equal([AmpPermissionAction.Ask, null], rules.Select(rule => rule.Action));
        Assert.Contains("\"matches\"", rules[0].Json, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Something_else_than_JSON_is_an_exception()
    {
        await using var run = Answering(("tools list", "Tools:\n  Bash\n"));

        var e = await Assert.ThrowsAsync<AmpProcessException>(() => run.Client.Commands.ListToolsAsync());

        Assert.Contains("something else than JSON", e.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_command_that_fails_tells_why_and_a_refused_key_is_its_own_exception()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New
            .ForCommand("mcp list", AmpScript.New.WritesStderr("it broke\n").ExitsWith(3))
            .ForCommand("usage", AmpScript.New.WritesStderr("Error: Invalid or missing API key. Run 'amp login' to authenticate.\n").ExitsWith(1)));

        var broke = await Assert.ThrowsAsync<AmpProcessException>(() => run.Client.Commands.ListMcpServersAsync());
        await Assert.ThrowsAsync<AmpAuthenticationException>(() => run.Client.Commands.GetUsageAsync());

        Assert.Equal((3, "it broke"), (broke.ExitCode, Assert.Single(broke.StandardErrorTail)));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_login_is_noticed_and_ended()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.ForCommand("tools list", AmpScript.New.AsksForLoginAndHangs()));

        var e = await Assert.ThrowsAsync<AmpAuthenticationException>(() => run.Client.Commands.ListToolsAsync());

        Assert.NotNull(e.LoginUrl);
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_command_that_hangs_is_ended_by_its_limit_or_by_the_caller()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Hangs());
        using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        var e = await Assert.ThrowsAsync<TimeoutException>(() => run.Client.Commands.UseToolAsync("Bash", "{}", new() { Timeout = TimeSpan.FromSeconds(1) }));
        var given = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Client.Commands.ListSkillsAsync(cancellationToken: cancelled.Token));

        Assert.Contains("AmpCommandOptions.Timeout", e.Message, StringComparison.Ordinal);
        Assert.Equal(cancelled.Token, given.CancellationToken);
        run.AssertNothingIsLeft();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task An_answer_about_another_call_is_not_believed()
    {
        await using var run = Answering(("permissions test", """{"tool":"Bash","arguments":{},"action":"allow"}"""));

        var e = await Assert.ThrowsAsync<AmpProcessException>(() => run.Client.Commands.TestPermissionAsync("Bash", new Dictionary<string, string> { ["cmd"] = "rm -rf /" }));

        Assert.Contains("another call", e.Message, StringComparison.Ordinal);
        Assert.Equal(["permissions", "test", "--json", "--", "Bash", "--cmd", "rm -rf /"], Assert.Single(run.Cli.Runs).Arguments);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Input_of_a_tool_goes_by_standard_input()
    {
        await using var run = Answering(("tools use", """{"output":"x","exitCode":3}"""));

        var output = await run.Client.Commands.UseToolAsync("Bash", """{"cmd":"secret"}""");

        Assert.Equal((3, false), (output.ToolExitCode, output.IsError));
        var started = Assert.Single(run.Cli.Runs);
        Assert.Equal(["tools", "use", "Bash"], started.Arguments);
        Assert.Equal("{\"cmd\":\"secret\"}\n", started.StandardInput);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_command_that_the_CLI_does_not_have_is_refused_unasked()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.HasVersion(RecordedHelp.VersionOf(RecordedHelp.January7)).HasHelp(RecordedHelp.HelpOf(RecordedHelp.January7)));

        var e = await Assert.ThrowsAsync<AmpCapabilityException>(() => run.Client.Commands.GetUsageAsync());

        Assert.Equal(("amp usage", RecordedHelp.February10), (e.Requested, e.SinceVersion));
        Assert.Equal([AmpMode.Smart], await run.Client.Commands.ListModesAsync());
        Assert.Empty(run.Cli.Runs);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Bad_arguments_are_refused_before_anything_is_started()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New);
        var commands = run.Client.Commands;

        await Assert.ThrowsAsync<ArgumentException>(() => commands.ShowToolAsync("--help"));
        await Assert.ThrowsAsync<ArgumentException>(() => commands.TestPermissionAsync("Bash", new Dictionary<string, string> { ["cmd"] = "--help" }));
        await Assert.ThrowsAsync<ArgumentException>(() => commands.TestPermissionAsync("Bash", new Dictionary<string, string> { ["a=b"] = "x" }));
        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => commands.UseToolAsync("Bash", "cmd"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => commands.ListToolsAsync(new() { Timeout = TimeSpan.Zero }));
        await Assert.ThrowsAsync<ArgumentException>(() => commands.ListToolsAsync(new() { SettingsFile = "no-such-file.json" }));

        Assert.Empty(run.Cli.Runs);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_last_word_about_an_MCP_server_counts()
    {
        await using var run = Answering(("mcp doctor", "User settings: /s.json\n\na (user settings): connecting...\nb (workspace settings): error - no\na (user settings): connected (no tools)\na (user settings): connected (2 tools: x, y)\n"));

        var health = await run.Client.Commands.DoctorMcpAsync();

        Assert.Equal([("a", "user settings", true), ("b", "workspace settings", false)], health.Select(server => (server.Name, server.Source, server.IsConnected)));
        Assert.Equal(["x", "y"], health[0].Tools);
        Assert.Equal("error - no", health[1].Status);
    }

    private static ScriptedRun Answering(params (string Command, string Text)[] answers) =>
        ScriptedRun.Playing(answers.Aggregate(AmpScript.New, (script, answer) => script.ForCommand(answer.Command, AmpScript.New.WaitsForEndOfInput().Prints(answer.Text))));
}
