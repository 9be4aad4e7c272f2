using System.Text.Json;
using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>What the CLI tells beside runs. No turn is spent by any of it.</summary>
public sealed class CommandTests
{
    private static readonly AmpCommandOptions Soon = new() { Timeout = TimeSpan.FromSeconds(90) };

    [ConformanceTheory]
    [EachCli]
    public async Task It_lists_its_tools_and_tells_about_one(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var tools = await sandbox.Client.Commands.ListToolsAsync(Soon);
        var bash = await sandbox.Client.Commands.ShowToolAsync("Bash", Soon);

        Assert.Contains(tools, tool => tool is { Name: "Bash", Source: "built-in", Description.Length: > 10 });
        Assert.Contains("50000 characters", bash.Description, StringComparison.Ordinal);
        using var schema = JsonDocument.Parse(bash.InputSchema!);
        Assert.True(schema.RootElement.GetProperty("properties").TryGetProperty("cmd", out _));
        await Assert.ThrowsAsync<AmpProcessException>(() => sandbox.Client.Commands.ShowToolAsync("NoSuchTool", Soon));
        Assert.Empty(sandbox.ModelCalls);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task It_uses_a_tool_without_the_agent(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var said = await sandbox.Client.Commands.UseToolAsync("Bash", """{"cmd":"cat a.txt"}""", Soon);
        var missing = await sandbox.Client.Commands.UseToolAsync("NoSuchTool", "{}", Soon);

        Assert.False(said.IsError, said.Error);
        Assert.Equal(0, said.ToolExitCode);
        Assert.Contains("hello", said.Text, StringComparison.Ordinal);
        Assert.True(missing.IsError);
        Assert.Contains("NoSuchTool", missing.Error, StringComparison.Ordinal);
        Assert.Empty(sandbox.ModelCalls);
    }

    [ConformanceFact]
    public async Task A_tool_that_never_comes_back_runs_into_its_limit_and_leaves_nothing()
    {
        await using var sandbox = await Sandbox.CreateAsync(CliMatrix.March);

        await Assert.ThrowsAsync<TimeoutException>(() => sandbox.Client.Commands.UseToolAsync("Bash", """{"cmd":"sleep 600"}""", new() { Timeout = TimeSpan.FromSeconds(6) }));

        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory]
    [EachCli]
    public async Task It_lists_its_skills(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        AddSkill(sandbox);

        var skills = await sandbox.Client.Commands.ListSkillsAsync(Soon);

        Assert.Contains(skills, skill => skill is { Name: "building-skills", BaseDirectory: "builtin:///skills" });
        Assert.Contains(skills, skill => skill is { Name: "counting", Description: "Counts things. Use when asked to count." });
    }

    [ConformanceTheory]
    [EachCli]
    public async Task It_lists_its_MCP_servers_without_their_keys_and_tells_how_they_do(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var settings = AddSettings(sandbox, """{"amp.mcpServers":{"dead":{"command":"node","args":["-e","process.exit(1)"],"env":{"WORD":"planted-secret"}},"web":{"url":"http://127.0.0.1:1/mcp","headers":{"X-Key":"planted-secret"}}}}""");

        var servers = await sandbox.Client.Commands.ListMcpServersAsync(settings);
        var health = await sandbox.Client.Commands.DoctorMcpAsync(settings);

        var dead = Assert.Single(servers, server => server.Name == "dead");
        Assert.Equal(("command", "node", "WORD"), (dead.Type, dead.Command, Assert.Single(dead.EnvironmentVariables)));
        Assert.Equal(["-e", "process.exit(1)"], dead.Arguments);
        var web = Assert.Single(servers, server => server.Name == "web");
        Assert.Equal(("url", "http://127.0.0.1:1/mcp", "X-Key"), (web.Type, web.Url, Assert.Single(web.Headers)));
        Assert.DoesNotContain(servers, server => server.ToString().Contains("planted-secret", StringComparison.Ordinal));
        Assert.Equal(["dead", "web"], health.Select(server => server.Name).Order());
        Assert.All(health, server => Assert.False(server.IsConnected, server.Status));
    }

    [ConformanceTheory]
    [EachCli]
    public async Task It_judges_tool_calls_by_its_rules(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var settings = AddSettings(sandbox, """{"amp.permissions":[{"tool":"Bash","action":"reject","matches":{"cmd":"-rf*"},"message":"not here"},{"tool":"Read","action":"delegate","to":"/bin/cat"}]}""");

        await JudgesAsync(sandbox.Client.Commands, settings);
    }

    [ConformanceFact]
    public async Task Todays_native_CLI_judges_and_lists_too()
    {
        await using var sandbox = await Sandbox.CreateNativeAsync();
        var settings = AddSettings(sandbox, """{"amp.permissions":[{"tool":"Bash","action":"reject","matches":{"cmd":"-rf*"},"message":"not here"},{"tool":"Read","action":"delegate","to":"/bin/cat"}]}""");
        var commands = sandbox.Client.Commands;

        await JudgesAsync(commands, settings);
        Assert.NotEmpty(await commands.ListToolsAsync(Soon));
        Assert.Contains(await commands.ListSkillsAsync(Soon), skill => skill.Name == "building-plugins");
        Assert.Empty(await commands.DoctorMcpAsync(Soon));
        Assert.Equal([AmpMode.Low, AmpMode.Medium, AmpMode.High, AmpMode.Ultra], await commands.ListModesAsync());

        var e = await Assert.ThrowsAsync<AmpCapabilityException>(() => commands.UseToolAsync("Bash", "{}", Soon));
        Assert.Equal(("amp tools use", null), (e.Requested, e.SinceVersion));
        Assert.Equal(["tools list", "tools show"], e.Offered);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task Usage_is_told_by_those_that_have_it(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        if (cli == CliMatrix.January)
        {
            var e = await Assert.ThrowsAsync<AmpCapabilityException>(() => sandbox.Client.Commands.GetUsageAsync(Soon));
            Assert.Equal(("amp usage", "0.0.1770734955-g93e689"), (e.Requested, e.SinceVersion));
            Assert.Empty(sandbox.Service.Requests.From(sandbox.ApiKey));
            return;
        }

        var usage = await sandbox.Client.Commands.GetUsageAsync(Soon);

        Assert.Contains("Signed in as", usage.Text, StringComparison.Ordinal);
        Assert.Contains('@', usage.SignedInAs!);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task Without_a_key_a_command_that_needs_one_says_so_at_once(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var client = sandbox.CreateClient(options =>
        {
            options.ApiKey = null;
            options.EnvironmentVariables["AMP_API_KEY"] = null;
        });

        var e = await Record.ExceptionAsync(() => client.Commands.ListToolsAsync(Soon));

        Assert.True(e is null or AmpAuthenticationException, e?.ToString());   // 0.0.1767830505 lists them without one
        Assert.True(await sandbox.IsEmptyAsync());
    }

    private static async Task JudgesAsync(AmpCliCommands commands, AmpCommandOptions settings)
    {
        var rules = await commands.ListPermissionsAsync(options: settings);
        var builtIn = await commands.ListPermissionsAsync(builtIn: true, settings);
        var push = await commands.TestPermissionAsync("Bash", new Dictionary<string, string> { ["cmd"] = "git push" }, settings);
        var dash = await commands.TestPermissionAsync("Bash", new Dictionary<string, string> { ["cmd"] = "-rf /" }, settings);
        var asked = await commands.TestPermissionAsync("Read", new Dictionary<string, string> { ["path"] = "a b" }, settings);
        var unknown = await commands.TestPermissionAsync("NoSuchTool", new Dictionary<string, string>(), settings);

        Assert.Equal([AmpPermissionAction.Reject, AmpPermissionAction.Delegate], rules.Select(rule => rule.Action));
        Assert.Equal(("not here", "/bin/cat"), (rules[0].Message, rules[1].To));
        Assert.InRange(builtIn.Count, 50, 500);
        Assert.Equal((AmpPermissionAction.Ask, "built-in"), (push.Action, push.Source));
        Assert.Equal((AmpPermissionAction.Reject, "user", "not here"), (dash.Action, dash.Source, dash.Error));
        Assert.Equal((AmpPermissionAction.Allow, AmpPermissionAction.Delegate), (asked.Action, asked.Entry?.Action));
        Assert.Null(unknown.Action);
        await Assert.ThrowsAsync<ArgumentException>(() => commands.TestPermissionAsync("Bash", new Dictionary<string, string> { ["cmd"] = "--force" }, settings));
    }

    private static AmpCommandOptions AddSettings(Sandbox sandbox, string json)
    {
        var file = Path.Combine(sandbox.Home, "settings.json");
        File.WriteAllText(file, json);
        return Soon with { SettingsFile = file };
    }

    private static void AddSkill(Sandbox sandbox)
    {
        var folder = Directory.CreateDirectory(Path.Combine(sandbox.WorkingDirectory, ".agents", "skills", "counting")).FullName;
        File.WriteAllText(Path.Combine(folder, "SKILL.md"), "---\nname: counting\ndescription: Counts things. Use when asked to count.\n---\n\nCount.\n");
    }
}
