namespace Amp.Client.Tests.Authentication;

[Collection(Environments.ProcessEnvironment.Collection)]
public sealed class CredentialReportTests
{
    private const string Planted = "sgamp_planted-secret";

    [Fact]
    public async Task The_places_are_looked_at_in_their_order_and_those_of_other_programs_do_not_count()
    {
        await using var signIn = ScriptedSignIn.Playing();

        var report = await signIn.Client(options => options.AuthCommand = "my-key").FindCredentialsAsync();

        Assert.Equal(
            [
                "AmpClientOptions.ApiKey", "AmpClientOptions.AuthCommand", "AMP_API_KEY", "AMP_TOKEN", "AMP_AUTH_CMD", "secrets.json",
                "ANTHROPIC_API_KEY", "CLAUDE_API_KEY", "CLAUDE_CODE_OAUTH_TOKEN", "ANTHROPIC_AUTH_TOKEN",
                "~/.amp/config.json", "~/.claude.json.api", "~/.claude.json", "~/.claude/.credentials.json",
            ],
            report.Sources.Select(source => source.Name));
        Assert.Equal([true, true, true, true, true, true, false, false, false, false, false, false, false, false], report.Sources.Select(source => source.IsForAmp));
        Assert.Equal("AmpClientOptions.AuthCommand", report.Effective!.Name);
        Assert.Empty(signIn.Cli.Runs);
    }

    [Theory]
    [InlineData("AMP_API_KEY AMP_TOKEN AMP_AUTH_CMD file", null, "AMP_API_KEY")]
    [InlineData("AMP_TOKEN AMP_AUTH_CMD file", null, "AMP_TOKEN")]
    [InlineData("AMP_AUTH_CMD file", null, "AMP_AUTH_CMD")]
    [InlineData("file", null, "secrets.json")]
    [InlineData("", null, null)]
    [InlineData("AMP_AUTH_CMD file", AmpAuthMethod.Token, "secrets.json")]
    [InlineData("AMP_AUTH_CMD", AmpAuthMethod.Token, null)]
    [InlineData("AMP_API_KEY AMP_TOKEN AMP_AUTH_CMD file", AmpAuthMethod.Command, "AMP_AUTH_CMD")]
    [InlineData("AMP_API_KEY file", AmpAuthMethod.Command, null)]
    public async Task The_first_that_is_there_is_used(string there, AmpAuthMethod? method, string? used)
    {
        await using var signIn = ScriptedSignIn.Playing();
        if (there.Contains("file", StringComparison.Ordinal))
        {
            signIn.Write(".local/share/amp/secrets.json", """{"apiKey@https://ampcode.com/":"x"}""");
        }

        var variables = there.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "file").ToList();
        using var set = Environments.ProcessEnvironment.With([.. variables.Select(name => (name, (string?)Planted))]);
        var client = signIn.Client(options => variables.ForEach(name => options.EnvironmentVariables.Remove(name)), AmpEnvironment.Ambient with { AuthMethod = method });

        var report = await client.FindCredentialsAsync();

        Assert.Equal(used, report.Effective?.Name);
        Assert.DoesNotContain(Planted, report.ToString() + string.Join(' ', report.Sources), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "apiKey@https://ampcode.com", true)]
    [InlineData(null, "apiKey@https://ampcode.com/", true)]
    [InlineData("http://127.0.0.1:1", "apiKey@http://127.0.0.1:1", true)]
    [InlineData("http://127.0.0.1:1", "apiKey@http://127.0.0.1:1/", false)]
    [InlineData("http://127.0.0.1:1/", "apiKey@http://127.0.0.1:1", false)]
    [InlineData("http://127.0.0.1:1", "apiKey@https://ampcode.com/", false)]
    public async Task The_CLIs_own_file_has_a_key_for_one_service_letter_by_letter(string? server, string entry, bool isFound)
    {
        await using var signIn = ScriptedSignIn.Playing();
        var file = signIn.Write("data/amp/secrets.json", $$"""{"{{entry}}":"x"}""");

        var report = await signIn.Client(options =>
        {
            options.ServerUrl = server;
            options.EnvironmentVariables.Remove("AMP_URL");
            options.EnvironmentVariables["XDG_DATA_HOME"] = Path.Combine(signIn.Home, "data");
        }).FindCredentialsAsync();

        Assert.Equal((isFound, file), (report.Effective is not null, report.Sources.Single(source => source.Name == "secrets.json").Location));
    }

    [Fact]
    public async Task Those_of_other_programs_are_reported_with_their_entry_and_expiry()
    {
        await using var signIn = ScriptedSignIn.Playing();
        signIn.Write(".amp/config.json", """{"auth":{"token":"t"},"apiKey":""}""");
        signIn.Write(".claude.json", """{"apiKey":"not-an-anthropic-key","customApiKey":"sk-ant-planted"}""");
        signIn.Write(".claude.json.api", "{broken");
        signIn.Write(".claude/.credentials.json", """{"claudeAiOauth":{"accessToken":"t","expiresAt":1700000000000}}""");

        var sources = (await signIn.Client(options => options.EnvironmentVariables["CLAUDE_API_KEY"] = "sk-ant-planted").FindCredentialsAsync()).Sources.Where(source => !source.IsForAmp && source.IsFound).ToList();

        Assert.Equal(["CLAUDE_API_KEY", "~/.amp/config.json", "~/.claude.json", "~/.claude/.credentials.json"], sources.Select(source => source.Name));
        Assert.EndsWith("config.json (auth.token)", sources[1].Location, StringComparison.Ordinal);
        Assert.EndsWith(".claude.json (customApiKey)", sources[2].Location, StringComparison.Ordinal);
        Assert.Equal((AmpCredentialKind.OAuthToken, DateTimeOffset.FromUnixTimeMilliseconds(1700000000000), "It has expired."), (sources[3].Kind, sources[3].ExpiresAt, sources[3].Problem));
        Assert.DoesNotContain("planted", string.Join(' ', sources), StringComparison.Ordinal);
    }
}
