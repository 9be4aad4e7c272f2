using System.Text.Json;
using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>Today's CLI, a native program whose agent runs at the service: what it does without one.</summary>
public sealed class NativeCliTests
{
    [ConformanceFact]
    public async Task The_client_finds_it_and_reads_its_version()
    {
        await using var sandbox = await Sandbox.CreateNativeAsync();

        var cli = await sandbox.Client.GetCliAsync();

        Assert.Equal(sandbox.CliPath, cli.Path);
        Assert.Equal(PinnedVersions.Of("@ampcode/cli"), cli.Version);
    }

    [ConformanceFact]
    public async Task It_still_offers_the_flags_that_the_client_uses()
    {
        await using var sandbox = await Sandbox.CreateNativeAsync();

        var help = await RawRun.OfAsync(sandbox, "--help");

        Assert.Equal(0, help.ExitCode);
        Assert.All(["--execute", "--stream-json", "--stream-json-input", "--mode"], flag => Assert.Contains(flag, help.Output, StringComparison.Ordinal));
    }

    [ConformanceFact]
    public async Task It_lists_its_built_in_permissions_without_a_service()
    {
        await using var sandbox = await Sandbox.CreateNativeAsync();

        var list = await RawRun.OfAsync(sandbox, "permissions", "list", "--builtin", "--json");

        Assert.Equal(0, list.ExitCode);
        using var rules = JsonDocument.Parse(list.Output);
        Assert.NotEmpty(rules.RootElement.EnumerateArray());
        Assert.All(rules.RootElement.EnumerateArray(), rule => Assert.Contains(rule.GetProperty("action").GetString(), new[] { "allow", "ask", "reject", "delegate" }));
    }

    [ConformanceFact]
    public async Task It_decides_on_a_command_without_a_service()
    {
        await using var sandbox = await Sandbox.CreateNativeAsync();

        var push = await RawRun.OfAsync(sandbox, "permissions", "test", "Bash", "--cmd", "git push", "--json");

        Assert.Equal(1, push.ExitCode);   // 0 allow, 1 ask, 2 reject
        using var decision = JsonDocument.Parse(push.Output);
        Assert.Equal("ask", decision.RootElement.GetProperty("action").GetString());
    }

    [ConformanceFact]
    public async Task It_lists_its_tools_for_a_user_that_the_service_knows()
    {
        await using var sandbox = await Sandbox.CreateNativeAsync();

        var list = await RawRun.OfAsync(sandbox, "tools", "list", "--json");

        Assert.Equal(0, list.ExitCode);
        using var tools = JsonDocument.Parse(list.Output);
        Assert.NotEmpty(tools.RootElement.EnumerateArray());
        Assert.Contains(sandbox.Service.Requests.ServiceCallsFrom(sandbox.ApiKey), call => call.Name == "getUserInfo");
    }

    [ConformanceFact]
    public async Task A_run_at_a_service_that_it_does_not_understand_is_an_exception_and_no_hang()
    {
        await using var sandbox = await Sandbox.CreateNativeAsync();

        await Assert.ThrowsAsync<AmpProcessException>(() => sandbox.Client.RunIterationAsync("@@hello"));

        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceFact]
    public async Task Without_a_key_it_asks_for_the_login_too()
    {
        await using var sandbox = await Sandbox.CreateNativeAsync();
        var client = sandbox.CreateClient(options =>
        {
            options.ApiKey = null;
            options.EnvironmentVariables["AMP_API_KEY"] = null;
        });

        var e = await Assert.ThrowsAsync<AmpAuthenticationException>(() => client.RunIterationAsync("@@hello"));

        Assert.NotNull(e.LoginUrl);
        Assert.True(await sandbox.IsEmptyAsync());
    }
}
