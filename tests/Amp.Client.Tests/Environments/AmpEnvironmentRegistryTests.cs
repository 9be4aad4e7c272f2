using System.Net;
using System.Net.Sockets;
using Amp.Client.Tests.Runs;
using Amp.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Tests.Environments;

public sealed class AmpEnvironmentRegistryTests
{
    [Fact]
    public void It_begins_where_the_process_is_and_knows_production()
    {
        var registry = new AmpEnvironmentRegistry();

        Assert.Equal("ambient", registry.Current.Name);
        Assert.Equal(["production", "ambient"], registry.Environments.Select(environment => environment.Name));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_switch_that_works_is_announced_once_and_logged()
    {
        await using var cli = FakeAmp.Playing(AmpScript.New.SaysHello());
        var log = new CollectedLog<AmpEnvironmentRegistry>();
        var registry = Registry(log);
        var target = AmpEnvironment.LocalCli(cli.Path);
        List<string> heard = [];
        registry.Changed += (_, _) => throw new InvalidOperationException("a handler that fails");
        registry.Changed += (_, change) => heard.Add($"{change.From.Name} to {change.To.Name}, now {registry.Current.Name}");

        var first = await registry.SwitchAsync(target);
        var second = await registry.SwitchAsync(target with { });

        Assert.Equal((AmpEnvironmentSwitchOutcome.Switched, AmpEnvironmentSwitchOutcome.Unchanged), (first.Outcome, second.Outcome));
        Assert.NotNull(first.Validation!.CliVersion);
        Assert.Equal(["ambient to local-cli, now local-cli"], heard);
        Assert.Contains(target, registry.Environments);
        var audit = log.Entries.Where(entry => entry.Id == 100).ToList();
        Assert.Equal([LogLevel.Information, LogLevel.Information], audit.Select(entry => entry.Level));
        Assert.Contains($"from ambient (CLI: searched for, service: AMP_URL or the CLI's own) to local-cli (CLI: {cli.Path}", audit[0].Text, StringComparison.Ordinal);
        Assert.Contains("Switched. Checks: local-cli: valid", audit[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_switch_to_a_CLI_that_is_not_there_is_refused_with_the_places_that_were_searched()
    {
        var log = new CollectedLog<AmpEnvironmentRegistry>();
        var registry = Registry(log);
        registry.Changed += (_, _) => Assert.Fail("nothing has changed");

        var answer = await registry.SwitchAsync(AmpEnvironment.LocalCli("/nowhere/amp"));

        Assert.Equal((AmpEnvironmentSwitchOutcome.Refused, false, "ambient"), (answer.Outcome, answer.IsCurrent, registry.Current.Name));
        var failed = Assert.Single(answer.Validation!.Checks, check => !check.IsPassed);
        Assert.Equal(AmpEnvironmentCheckKind.Cli, failed.Kind);
        Assert.Contains("/nowhere/amp", failed.Detail, StringComparison.Ordinal);
        Assert.Contains(log.Entries, entry => entry.Id == 100 && entry.Level == LogLevel.Warning && entry.Text.Contains("Refused", StringComparison.Ordinal));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_CLI_whose_version_does_not_come_in_time_is_refused_and_leaves_nothing_running()
    {
        await using var cli = FakeAmp.Playing(AmpScript.New.SaysHello().ForCommand("--version", AmpScript.New.Hangs()));
        var registry = new AmpEnvironmentRegistry(new() { VersionTimeout = TimeSpan.FromMilliseconds(300) });

        var answer = await registry.SwitchAsync(AmpEnvironment.LocalCli(cli.Path));

        var failed = Assert.Single(answer.Validation!.Checks, check => !check.IsPassed);
        Assert.Equal((AmpEnvironmentCheckKind.CliVersion, $"'{cli.Path} --version' did not answer within 0.3 s."), (failed.Kind, failed.Detail));
        await cli.WaitForNoProcessAsync();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_program_that_tells_no_version_is_not_the_CLI()
    {
        await using var cli = FakeAmp.Playing(AmpScript.New.SaysHello().ForCommand("--version", AmpScript.New.Prints("hello\n")));

        var validation = await Registry().ValidateAsync(AmpEnvironment.LocalCli(cli.Path));

        Assert.Contains("does not look like the Amp CLI", validation.ToString(), StringComparison.Ordinal);
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", true, "answers with HTTP 401")]
    [InlineData("SSH-2.0-OpenSSH_9\r\n", false, "cannot be reached")]
    [InlineData(null, false, "did not answer within 0.5 s")]
    public async Task Any_answer_over_HTTP_shows_that_the_service_is_there(string? answer, bool isPassed, string detail)
    {
        await using var cli = FakeAmp.Playing(AmpScript.New.SaysHello());
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeOnceAsync(listener, answer);
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

        var validation = await Registry(serverTimeout: TimeSpan.FromMilliseconds(answer is null ? 500 : 20_000)).ValidateAsync(AmpEnvironment.LocalServer(url, cli.Path));

        var check = validation.Checks[^1];
        Assert.Equal((AmpEnvironmentCheckKind.Server, isPassed), (check.Kind, check.IsPassed));
        Assert.Contains(detail, check.Detail, StringComparison.Ordinal);
        listener.Stop();
        await serving;
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Force_switches_over_a_failed_check_but_not_to_a_definition_that_is_wrong()
    {
        await using var cli = FakeAmp.Playing(AmpScript.New.SaysHello());
        var registry = Registry();

        var forced = await registry.SwitchAsync(AmpEnvironment.LocalServer("http://127.0.0.1:1", cli.Path), force: true);
        var refused = await registry.SwitchAsync(AmpEnvironment.LocalServer("https://evil.example") with { AllowUntrustedCertificate = true }, force: true);

        Assert.Equal((AmpEnvironmentSwitchOutcome.Forced, AmpEnvironmentSwitchOutcome.Refused), (forced.Outcome, refused.Outcome));
        Assert.Equal("http://127.0.0.1:1", registry.Current.ServerUrl);
    }

    [Fact]
    public async Task An_unknown_name_is_refused_with_those_that_there_are()
    {
        var e = await Assert.ThrowsAsync<ArgumentException>(() => Registry().SwitchAsync("staging"));

        Assert.Contains("There are: production, ambient.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replacing_an_environment_leaves_the_current_one_until_the_next_switch()
    {
        var registry = new AmpEnvironmentRegistry(new() { Initial = AmpEnvironment.LocalCli("/a") });
        var before = registry.Environments;

        registry.Add(AmpEnvironment.LocalCli("/b"));

        Assert.Equal(("/a", "/a", "/b"), (registry.Current.CliPath, before[^1].CliPath, registry.Environments[^1].CliPath));
        Assert.True(registry.Remove("LOCAL-CLI"));
        Assert.Equal("/a", registry.Current.CliPath);
    }

    [Fact]
    public async Task Giving_up_changes_nothing_and_carries_the_callers_token()
    {
        var registry = Registry();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => registry.SwitchAsync("production", force: true, cancelled.Token));

        Assert.Equal((cancelled.Token, "ambient"), (e.CancellationToken, registry.Current.Name));
    }

    [Fact]
    public void A_container_has_one_registry_and_its_clients_use_it()
    {
        var services = new ServiceCollection();
        services.AddAmpEnvironments(options => options.Initial = AmpEnvironment.LocalCli("/a")).AddAmpEnvironments(options => options.Environments.Add(AmpEnvironment.LocalServer("http://localhost:1")));
        using var provider = services.BuildServiceProvider();

        var registry = provider.GetRequiredService<IAmpEnvironmentRegistry>();

        Assert.Equal(["production", "local-server", "local-cli"], registry.Environments.Select(environment => environment.Name));
    }

    private static AmpEnvironmentRegistry Registry(ILogger<AmpEnvironmentRegistry>? log = null, TimeSpan? serverTimeout = null) =>
        new(new() { VersionTimeout = TimeSpan.FromSeconds(30), ServerTimeout = serverTimeout ?? TimeSpan.FromSeconds(20) }, clock: null, log);

    private static async Task ServeOnceAsync(TcpListener listener, string? answer)
    {
        try
        {
            using var connection = await listener.AcceptTcpClientAsync();
            var stream = connection.GetStream();
            await stream.ReadAtLeastAsync(new byte[4096], answer is null ? 4096 : 16);   // or until the other side gives up
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer ?? ""));
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The other side has gone.
        }
    }
}
