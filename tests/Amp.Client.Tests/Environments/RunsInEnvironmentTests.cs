using Amp.Client.Tests.Runs;
using Amp.Testing;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Tests.Environments;

[Collection(ProcessEnvironment.Collection)]
public sealed class RunsInEnvironmentTests
{
    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Each_run_starts_in_the_environment_that_is_current_then()
    {
        await using var first = FakeAmp.Playing(AmpScript.New.SaysHello());
        await using var second = FakeAmp.Playing(AmpScript.New.SaysHello());
        var registry = new AmpEnvironmentRegistry(new() { Initial = AmpEnvironment.LocalCli(first.Path), VersionTimeout = TimeSpan.FromSeconds(30) });
        var client = new AmpClient(environments: registry);

        await client.RunIterationAsync("x");
        await registry.SwitchAsync(new AmpEnvironment { Name = "two", CliPath = second.Path, ServerUrl = "http://127.0.0.1:9", Variables = new Dictionary<string, string?> { ["A"] = "1" } }, force: true);
        await client.RunIterationAsync("x");

        Assert.Single(first.Runs);
        var run = Assert.Single(second.Runs, run => run.Arguments.Contains("--execute"));
        Assert.Equal(("http://127.0.0.1:9", "1"), (run.Environment["AMP_URL"], run.Environment["A"]));
        Assert.Equal(second.Path, (await client.GetCliAsync()).Path);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task What_is_set_on_the_client_wins_over_the_environment()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());
        var registry = new AmpEnvironmentRegistry(new() { Initial = AmpEnvironment.LocalServer("http://127.0.0.1:9", "/nowhere/amp") with { Variables = new Dictionary<string, string?> { ["A"] = "environment", ["AMP_API_KEY"] = "environment-key" } } });
        var client = new AmpClient(
            new() { CliPath = run.Cli.Path, ServerUrl = "http://127.0.0.1:10", ApiKey = "client-key", EnvironmentVariables = { ["A"] = "client" } },
            environments: registry);

        await client.RunIterationAsync("x");

        var environment = Assert.Single(run.Cli.Runs).Environment;
        Assert.Equal(("http://127.0.0.1:10", "client-key", "client"), (environment["AMP_URL"], environment["AMP_API_KEY"], environment["A"]));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Production_keeps_what_leads_elsewhere_away_from_the_CLI_and_says_so_once()
    {
        await using var cli = FakeAmp.Playing(AmpScript.New.SaysHello());
        using var stale = ProcessEnvironment.With(("AMP_URL", "https://localhost:7002"), ("NODE_TLS_REJECT_UNAUTHORIZED", "0"), ("AMP_CLI_PATH", "/nowhere/amp"), ("PATH", $"{Path.GetDirectoryName(cli.Path)}:{Environment.GetEnvironmentVariable("PATH")}"));
        var log = new CollectedLog<AmpClient>();
        var client = new AmpClient(environments: new AmpEnvironmentRegistry(new() { Initial = AmpEnvironment.Production }), logger: log);

        await client.RunIterationAsync("x");
        await client.RunIterationAsync("x");

        Assert.Equal(2, cli.Runs.Count);
        Assert.All(cli.Runs, run => Assert.Empty(run.Environment.Keys.Intersect(["AMP_URL", "NODE_TLS_REJECT_UNAUTHORIZED", "AMP_CLI_PATH"])));
        var warnings = log.Entries.Where(entry => entry.Id == 101).ToList();
        Assert.All(warnings, entry => Assert.Equal(LogLevel.Warning, entry.Level));
        Assert.Equal(["AMP_URL", "NODE_TLS_REJECT_UNAUTHORIZED", "AMP_CLI_PATH"], warnings.Select(entry => entry.Text.Split("variable ")[1].Split(' ')[0]));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Without_a_registry_the_variables_of_the_process_hold()
    {
        await using var cli = FakeAmp.Playing(AmpScript.New.SaysHello());
        using var set = ProcessEnvironment.With(("AMP_URL", "http://127.0.0.1:9"), ("AMP_CLI_PATH", cli.Path), ("NODE_TLS_REJECT_UNAUTHORIZED", null));

        await new AmpClient().RunIterationAsync("x");

        var environment = Assert.Single(cli.Runs).Environment;
        Assert.Equal("http://127.0.0.1:9", environment["AMP_URL"]);
        Assert.DoesNotContain("NODE_TLS_REJECT_UNAUTHORIZED", environment.Keys);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Certificates_go_unchecked_only_while_the_service_is_the_one_on_this_machine()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());
        var log = new CollectedLog<AmpClient>();
        var registry = new AmpEnvironmentRegistry(new() { Initial = AmpEnvironment.LocalServer("https://localhost:7002", run.Cli.Path) with { AllowUntrustedCertificate = true } });

        await new AmpClient(environments: registry).RunIterationAsync("x");
        await new AmpClient(new() { ServerUrl = "https://ampcode.com" }, environments: registry, logger: log).RunIterationAsync("x");

        Assert.Equal("0", run.Cli.Runs[0].Environment["NODE_TLS_REJECT_UNAUTHORIZED"]);
        Assert.DoesNotContain("NODE_TLS_REJECT_UNAUTHORIZED", run.Cli.Runs[1].Environment.Keys);
        Assert.Contains(log.Entries, entry => entry.Id == 102);
    }
}
