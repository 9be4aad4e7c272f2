using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>The CLI is not let in, or finds no service at all.</summary>
public sealed class SignInTests
{
    [ConformanceTheory]
    [EachCli]
    public async Task Without_a_key_the_run_fails_with_the_login_address_and_does_not_hang(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var client = sandbox.CreateClient(options =>
        {
            options.ApiKey = null;
            options.EnvironmentVariables["AMP_API_KEY"] = null;
        });
        var clock = Stopwatch.StartNew();

        var e = await Assert.ThrowsAsync<AmpAuthenticationException>(() => client.RunIterationAsync("@@hello"));

        // The CLI asks for the login 0.5 to 1.5 s after its start, on a machine with nothing else to do.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Matches("^http://127.0.0.1:[0-9]+/auth/cli-login\\?authToken=[0-9a-f]{64}$", e.LoginUrl?.AbsoluteUri);
        Assert.DoesNotContain(e.LoginUrl!.Query, e.ToString(), StringComparison.Ordinal);
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory]
    [EachCli(Except = CliMatrix.January)]
    public async Task A_wrong_key_is_an_authentication_exception(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli, key: "bad-key");

        var e = await Assert.ThrowsAsync<AmpAuthenticationException>(() => sandbox.Client.RunIterationAsync("@@hello"));

        Assert.Null(e.LoginUrl);
        Assert.Contains(e.StandardErrorTail, line => line.Contains("API key", StringComparison.Ordinal));
        Assert.DoesNotContain(sandbox.ApiKey, e.ToString(), StringComparison.Ordinal);
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceFact]
    public async Task A_wrong_key_is_a_result_of_its_kind_in_January()
    {
        await using var sandbox = await Sandbox.CreateAsync(CliMatrix.January, key: "bad-key");

        var result = await sandbox.Client.RunIterationAsync("@@hello");

        Assert.Equal(AmpErrorKind.Unauthorized, result.ErrorKind);
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory]
    [EachCli]
    public async Task An_account_without_credit_is_a_result_of_its_kind(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli, key: "nocredit-key");

        var result = await sandbox.Client.RunIterationAsync("@@hello");

        Assert.Equal(AmpErrorKind.PaymentRequired, result.ErrorKind);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_thread_that_cannot_be_uploaded_does_not_spoil_the_result(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli, key: "noupload-key");

        var result = await sandbox.Client.RunIterationAsync("@@hello");

        Assert.False(result.IsError, result.Error);
        Assert.Equal("Hello from the fake model.", result.Text);
        Assert.Equal(1, result.ExitCode);
    }

    [ConformanceTheory]
    [EachCli(Except = CliMatrix.January)]
    public async Task A_service_that_is_down_is_a_process_exception_with_the_CLIs_words(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli, serverUrl: ClosedAddress());

        var e = await Assert.ThrowsAsync<AmpProcessException>(() => sandbox.Client.RunIterationAsync("@@hello"));

        Assert.Equal(1, e.ExitCode);
        Assert.Contains(e.StandardErrorTail, line => line.Contains("connect", StringComparison.OrdinalIgnoreCase));
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceFact]
    public async Task A_service_that_is_down_is_a_result_of_its_kind_in_January()
    {
        await using var sandbox = await Sandbox.CreateAsync(CliMatrix.January, serverUrl: ClosedAddress());

        var result = await sandbox.Client.RunIterationAsync("@@hello");

        Assert.Equal(AmpErrorKind.Network, result.ErrorKind);
    }

    /// <summary>The address of a port that was free a moment ago.</summary>
    private static string ClosedAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
