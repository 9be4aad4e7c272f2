using System.Diagnostics;
using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>Whether runs would be let in is found out without a run, by every generation.</summary>
public sealed class AuthenticationTests
{
    private const string Native = "native";

    [ConformanceTheory]
    [EachCli]
    [InlineData(Native)]
    public async Task A_good_key_is_proven_and_costs_no_turn(string cli)
    {
        await using var sandbox = await CreateAsync(cli);

        var status = await (await ClientAsync(sandbox, cli)).EnsureAuthenticatedAsync();

        Assert.True(status is { IsAuthenticated: true, IsVerified: true }, status.Message);
        Assert.Equal($"Authenticated successfully. Amp version: {status.CliVersion}", status.Message);
        Assert.Equal(cli is CliMatrix.January ? null : "tester@example.com (tester)", status.Account);
        Assert.Empty(sandbox.ModelCalls);
        Assert.NotEmpty(sandbox.Service.Requests.From(sandbox.ApiKey));
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory]
    [EachCli]
    [InlineData(Native)]
    public async Task A_bad_key_is_refused_and_not_repeated(string cli)
    {
        await using var sandbox = await CreateAsync(cli, key: "bad-key");

        var status = await (await ClientAsync(sandbox, cli)).EnsureAuthenticatedAsync();

        Assert.True(status is { IsAuthenticated: false, IsVerified: true }, status.Message);
        Assert.Contains("refused the key from AmpClientOptions.ApiKey", status.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(sandbox.ApiKey, status.ToString(), StringComparison.Ordinal);
    }

    [ConformanceTheory]
    [EachCli]
    [InlineData(Native)]
    public async Task A_service_that_fails_proves_nothing(string cli)
    {
        await using var sandbox = await CreateAsync(cli, key: "http500-key");

        var status = await (await ClientAsync(sandbox, cli)).EnsureAuthenticatedAsync();

        Assert.True(status is { IsAuthenticated: true, IsVerified: false }, status.Message);
    }

    [ConformanceTheory]
    [EachCli]
    [InlineData(Native)]
    public async Task Without_a_key_the_answer_comes_without_the_CLIs_login(string cli)
    {
        await using var sandbox = await CreateAsync(cli);
        var client = await ClientAsync(sandbox, cli, options =>
        {
            options.ApiKey = null;
            options.EnvironmentVariables["AMP_API_KEY"] = null;
            options.EnvironmentVariables["AMP_TOKEN"] = null;
            options.EnvironmentVariables["AMP_AUTH_CMD"] = null;
        });
        var clock = Stopwatch.StartNew();

        var status = await client.EnsureAuthenticatedAsync();

        Assert.True(status is { IsAuthenticated: false, IsVerified: true, Source: null }, status.Message);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory]
    [EachCli]
    [InlineData(Native)]
    public async Task The_CLIs_own_file_is_found_where_the_CLI_finds_it(string cli)
    {
        await using var sandbox = await CreateAsync(cli);
        var data = Path.Combine(sandbox.Home, "data");
        var file = Path.Combine(data, "amp", "secrets.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, $$"""{"apiKey@{{sandbox.Service.Url.GetLeftPart(UriPartial.Authority)}}":"{{sandbox.ApiKey}}"}""");
        var client = await ClientAsync(sandbox, cli, options =>
        {
            options.ApiKey = null;
            options.EnvironmentVariables["AMP_API_KEY"] = null;
            options.EnvironmentVariables["XDG_DATA_HOME"] = data;
        });

        var status = await client.EnsureAuthenticatedAsync();

        Assert.True(status is { IsAuthenticated: true, IsVerified: true }, status.Message);
        Assert.Equal(file, status.Source!.Location);
        Assert.NotEmpty(sandbox.Service.Requests.From(sandbox.ApiKey));
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_key_that_a_command_prints_lets_a_run_in(string cli)
    {
        await using var sandbox = await CreateAsync(cli);
        var client = await ClientAsync(sandbox, cli, options =>
        {
            options.ApiKey = null;
            options.AuthCommand = $"echo '{sandbox.ApiKey}'";
        });

        var result = await client.RunIterationAsync("@@hello");

        Assert.False(result.IsError, result.Error);
        Assert.NotEmpty(sandbox.ModelCalls);
    }

    private static Task<Sandbox> CreateAsync(string cli, string key = "key") => Sandbox.CreateAsync(cli == Native ? CliMatrix.April : cli, key);

    private static async Task<AmpClient> ClientAsync(Sandbox sandbox, string cli, Action<AmpClientOptions>? configure = null)
    {
        var bed = await TestBed.GetAsync();
        return sandbox.CreateClient(options =>
        {
            options.CliPath = cli == Native ? bed.Clis.NativeCli : options.CliPath;
            configure?.Invoke(options);
        });
    }
}
