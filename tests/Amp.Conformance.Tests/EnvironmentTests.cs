using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>A real CLI in the environments that a registry switches between.</summary>
public sealed class EnvironmentTests
{
    [ConformanceTheory]
    [EachCli]
    public async Task A_switch_is_checked_and_the_next_run_is_in_the_new_environment(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var registry = new AmpEnvironmentRegistry(new() { Initial = AmpEnvironment.LocalCli("/nowhere/amp"), VersionTimeout = TimeSpan.FromSeconds(30) });
        var client = ClientOf(sandbox, registry);
        await Assert.ThrowsAsync<AmpCliNotFoundException>(() => client.RunIterationAsync("@@hello"));

        var change = await registry.SwitchAsync(AmpEnvironment.LocalServer(sandbox.Service.Url.GetLeftPart(UriPartial.Authority), sandbox.CliPath));
        var result = await client.RunIterationAsync("@@hello");

        Assert.True(change.Outcome is AmpEnvironmentSwitchOutcome.Switched, change.Validation?.ToString());
        Assert.Equal((await client.GetCliAsync()).Version, change.Validation!.CliVersion);
        Assert.False(result.IsError, result.Error);
        Assert.NotEmpty(sandbox.ModelCalls);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_certificate_that_nobody_vouches_for_is_accepted_only_when_the_environment_says_so(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        await using var front = new TlsFront(sandbox.Service.Url);
        var strict = AmpEnvironment.LocalServer(front.Url, sandbox.CliPath);
        var lenient = strict with { AllowUntrustedCertificate = true };
        var registry = new AmpEnvironmentRegistry(new() { Initial = lenient, VersionTimeout = TimeSpan.FromSeconds(30) });
        var client = ClientOf(sandbox, registry);

        var accepted = await client.EnsureAuthenticatedAsync();
        var run = await client.RunIterationAsync("@@hello");
        Assert.True((await registry.ValidateAsync(lenient)).IsValid);
        var change = await registry.SwitchAsync(strict, force: true);
        var refused = await client.EnsureAuthenticatedAsync();

        Assert.True(accepted is { IsAuthenticated: true, IsVerified: true }, accepted.Message);
        Assert.False(run.IsError, run.Error);
        Assert.Equal(AmpEnvironmentSwitchOutcome.Forced, change.Outcome);
        Assert.Contains(change.Validation!.Checks, check => check is { Kind: AmpEnvironmentCheckKind.Server, IsPassed: false });
        Assert.False(refused.IsVerified, refused.Message);
    }

    private static AmpClient ClientOf(Sandbox sandbox, AmpEnvironmentRegistry registry)
    {
        var options = new AmpClientOptions { ApiKey = sandbox.ApiKey, WorkingDirectory = sandbox.WorkingDirectory, RunTimeout = TimeSpan.FromSeconds(90) };
        foreach (var (name, value) in sandbox.Environment)
        {
            options.EnvironmentVariables[name] = value;
        }

        return new AmpClient(options, environments: registry);
    }
}
