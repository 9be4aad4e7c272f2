using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Authentication;

public sealed class AuthenticationCheckTests
{
    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_key_that_the_service_takes_is_proven_without_a_run()
    {
        await using var signIn = ScriptedSignIn.Playing(AmpScript.New.HasVersion("0.0.1774569934-g39e3ec").ForCommand("usage", AmpScript.New.Prints("Signed in as ann@example.com (ann)\nAmp Free: $3/$10 remaining\n")));

        var status = await signIn.Client(options => options.ApiKey = "sgamp_1").EnsureAuthenticatedAsync();

        Assert.Equal((true, true, "ann@example.com (ann)"), (status.IsAuthenticated, status.IsVerified, status.Account));
        Assert.Equal("Authenticated successfully. Amp version: 0.0.1774569934-g39e3ec", status.Message);
        Assert.Equal("AmpClientOptions.ApiKey", status.Source!.Name);
        Assert.DoesNotContain(signIn.Cli.Runs, run => run.Arguments.Contains("--execute"));
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("Error: Invalid or missing API key. Run 'amp login' to authenticate.")]
    [InlineData("Error: Not logged in. Run 'amp login' to authenticate.")]
    public async Task A_key_that_the_service_refuses_is_an_answer(string said)
    {
        await using var signIn = ScriptedSignIn.Playing(AmpScript.New.ForCommand("usage", AmpScript.New.WritesStderr(said + "\n").ExitsWith(1)));

        var status = await signIn.Client(options => options.EnvironmentVariables["AMP_TOKEN"] = "sgamp_1").EnsureAuthenticatedAsync();

        Assert.Equal((false, true), (status.IsAuthenticated, status.IsVerified));
        Assert.Contains("refused the key from AMP_TOKEN", status.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("", 0, true, true)]
    [InlineData("                       Search failed: 401 {\"ok\":false,\"error\":{\"code\":\"auth-required\",\"message\":\"Invalid access token\"}}", 1, false, true)]
    [InlineData("                       Search failed: 500 {\"error\":\"boom\"}", 1, true, false)]
    [InlineData("                       Search failed: fetch failed", 1, true, false)]
    public async Task A_CLI_without_usage_is_asked_to_search_its_threads(string said, int exitCode, bool isAuthenticated, bool isVerified)
    {
        await using var signIn = ScriptedSignIn.Playing(AmpScript.New
            .ForCommand("usage", AmpScript.New.WritesStderr("Error: Unknown command \"usage\". Run 'amp --help' for the full list.\n").ExitsWith(1))
            .ForCommand("threads search", AmpScript.New.WritesStderr(said + "\n").ExitsWith(exitCode)));

        var status = await signIn.Client(options => options.ApiKey = "sgamp_1").EnsureAuthenticatedAsync();

        Assert.Equal((isAuthenticated, isVerified), (status.IsAuthenticated, status.IsVerified));
        Assert.Contains(said.Trim(), status.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Without_a_key_the_CLI_is_not_asked_because_it_would_wait_for_a_login()
    {
        await using var signIn = ScriptedSignIn.Playing(AmpScript.New.AsksForLoginAndHangs());

        var status = await signIn.Client().EnsureAuthenticatedAsync();

        Assert.Equal((false, true, null), (status.IsAuthenticated, status.IsVerified, status.Source));
        Assert.Empty(signIn.Cli.Runs);   // which leave --version out
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_login_prompt_after_all_is_an_answer_at_once()
    {
        await using var signIn = ScriptedSignIn.Playing(AmpScript.New.AsksForLoginAndHangs());
        var started = TimeProvider.System.GetTimestamp();

        var status = await signIn.Client(options => options.ApiKey = "sgamp_1").EnsureAuthenticatedAsync();

        Assert.Equal((false, true), (status.IsAuthenticated, status.IsVerified));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(15));
        await signIn.Cli.WaitForNoProcessAsync();
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_command_that_fails_is_an_answer_too()
    {
        await using var signIn = ScriptedSignIn.Playing();

        var status = await signIn.Client(options => options.AuthCommand = signIn.Program("exit 3")).EnsureAuthenticatedAsync();

        Assert.False(status.IsAuthenticated);
        Assert.Contains("ended with exit code 3", status.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Cancelling_carries_the_callers_token_and_leaves_nothing_running()
    {
        await using var signIn = ScriptedSignIn.Playing(AmpScript.New.ForCommand("usage", AmpScript.New.Hangs()));
        using var cancel = new CancellationTokenSource();
        var check = signIn.Client(options => options.ApiKey = "sgamp_1").EnsureAuthenticatedAsync(cancel.Token);
        await signIn.Cli.WaitForRunsAsync(1);

        await cancel.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);
        Assert.Equal(cancel.Token, e.CancellationToken);
        await signIn.Cli.WaitForNoProcessAsync();
    }
}
