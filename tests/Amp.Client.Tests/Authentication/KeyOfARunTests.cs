using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Authentication;

public sealed class KeyOfARunTests
{
    private const string Key = "sgamp_planted-secret-0123456789";

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task AMP_TOKEN_is_handed_on_as_AMP_API_KEY()
    {
        await using var signIn = ScriptedSignIn.Playing();

        await signIn.Client(options => options.EnvironmentVariables["AMP_TOKEN"] = Key).RunIterationAsync("x");

        Assert.Equal(Key, signIn.LastKey);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task AMP_TOKEN_does_not_replace_a_key_that_is_there()
    {
        await using var signIn = ScriptedSignIn.Playing();

        await signIn.Client(options => (options.EnvironmentVariables["AMP_TOKEN"], options.EnvironmentVariables["AMP_API_KEY"]) = ("other", Key)).RunIterationAsync("x");

        Assert.Equal(Key, signIn.LastKey);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_first_line_that_a_command_prints_is_the_key()
    {
        await using var signIn = ScriptedSignIn.Playing();
        var command = signIn.Program($"echo; echo '  {Key} '; echo more; sleep 300 >/dev/null 2>&1 &");

        await signIn.Client(options => options.EnvironmentVariables["AMP_AUTH_CMD"] = command).RunIterationAsync("x");

        Assert.Equal(Key, signIn.LastKey);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task No_shell_reads_the_command_unless_it_is_asked_for()
    {
        await using var signIn = ScriptedSignIn.Playing();
        var command = $"printf '%s' '{Key}' | tr a-z A-Z";

        await signIn.Client(options => options.AuthCommand = "printf %s $(id) | $HOME").RunIterationAsync("x");
        Assert.Equal("$(id)|$HOME", signIn.LastKey);
        await signIn.Client(options => (options.AuthCommand, options.AuthCommandUsesShell) = (command, true)).RunIterationAsync("x");

        Assert.Equal(Key.ToUpperInvariant(), signIn.LastKey);
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData($"echo {Key}; echo no vault: {Key} >&2; exit 3", "ended with exit code 3. It said last: no vault: [REDACTED]")]
    [InlineData("true", "printed nothing.")]
    [InlineData("echo you must sign in first", "printed a line with blanks in it, which no key has.")]
    [InlineData("sleep 300", "did not end within 1 s.")]
    public async Task A_command_that_gives_no_key_is_a_failed_authentication(string script, string expected)
    {
        await using var signIn = ScriptedSignIn.Playing();
        var client = signIn.Client(options => (options.AuthCommand, options.AuthCommandTimeout) = (signIn.Program(script), TimeSpan.FromSeconds(script[0] == 's' ? 1 : 30)));

        var e = await Assert.ThrowsAsync<AmpAuthenticationException>(() => client.RunIterationAsync("x"));

        Assert.EndsWith(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, e + string.Join(' ', e.StandardErrorTail), StringComparison.Ordinal);
        Assert.Empty(signIn.Cli.Runs);
    }

    [Theory]
    [InlineData(Key)]                     // the key itself, by mistake
    [InlineData($"'{Key}")]
    public async Task A_command_that_is_none_is_not_repeated_in_the_message(string command)
    {
        await using var signIn = ScriptedSignIn.Playing();

        var e = await Assert.ThrowsAsync<AmpAuthenticationException>(() => signIn.Client(options => options.AuthCommand = command).RunIterationAsync("x"));

        Assert.DoesNotContain(Key, e.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Many_runs_at_once_ask_the_command_once()
    {
        await using var signIn = ScriptedSignIn.Playing();
        var client = signIn.Client(options => options.AuthCommand = signIn.Program($"echo asked >> '{signIn.Home}/asked'; echo {Key}"));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.RunIterationAsync("x")));

        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(signIn.Home, "asked")));
        Assert.All(signIn.Cli.Runs, run => Assert.Equal(Key, run.Environment["AMP_API_KEY"]));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_key_from_a_command_is_taken_out_of_what_the_CLI_says()
    {
        await using var signIn = ScriptedSignIn.Playing(AmpScript.New.WritesStderr($"bad key {Key}\n").ExitsWith(1));

        var e = await Assert.ThrowsAsync<AmpProcessException>(() => signIn.Client(options => options.AuthCommand = $"echo {Key}").RunIterationAsync("x"));

        Assert.Equal(["bad key [REDACTED]"], e.StandardErrorTail);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_key_can_be_kept_in_a_store_for_the_client_or_for_an_environment()
    {
        await using var signIn = ScriptedSignIn.Playing();
        var store = new FileSecretStore(Path.Combine(signIn.Home, "secrets.json"));
        await store.SetAsync("client", "sgamp_client");
        await store.SetAsync("environment", "sgamp_environment");
        var environment = AmpEnvironment.Ambient with { ApiKeySecret = "environment" };

        await signIn.Client(environment: environment, secrets: store).RunIterationAsync("x");
        Assert.Equal("sgamp_environment", signIn.LastKey);
        await signIn.Client(options => options.ApiKeySecret = "client", environment, store).RunIterationAsync("x");
        Assert.Equal("sgamp_client", signIn.LastKey);
    }

    [Fact]
    public async Task A_secret_without_a_store_is_a_failed_authentication()
    {
        await using var signIn = ScriptedSignIn.Playing();

        var e = await Assert.ThrowsAsync<AmpAuthenticationException>(() => signIn.Client(options => options.ApiKeySecret = "amp").RunIterationAsync("x"));

        Assert.Contains("no IAmpSecretStore", e.Message, StringComparison.Ordinal);
    }
}
