namespace Amp.Client.Tests.Environments;

public sealed class AmpEnvironmentTests
{
    [Theory]
    [InlineData("production", "https://localhost:7002", "AMP_CLI_PATH=/dev/amp", "production", "amp", null)]
    [InlineData("/opt/amp-local", null, "AMP_CLI_PATH=/dev/amp", "local-cli", "/opt/amp-local", null)]
    [InlineData("/opt/amp-local", "https://localhost:7002", "", "local-server", "/opt/amp-local", "https://localhost:7002")]
    [InlineData(null, "https://localhost:7002", "AMP_CLI_PATH=/dev/amp", "local-server", "amp", "https://localhost:7002")]
    [InlineData(null, null, "AMP_CLI_PATH=/dev/amp;AMP_BIN=/dev/bin", "local-cli", "/dev/amp", null)]
    [InlineData(null, null, "AMP_BIN=/dev/bin;AMP_URL=http://127.0.0.1:1", "local-server", "/dev/bin", "http://127.0.0.1:1")]
    [InlineData(null, null, "AMP_CLI_PATH=Production;AMP_URL=http://127.0.0.1:1", "production", "amp", null)]
    [InlineData(" ", "", "", "production", "amp", null)]
    public void The_most_explicit_setting_says_which_environment_is_meant(string? path, string? url, string variables, string name, string expectedPath, string? expectedUrl)
    {
        var set = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1]);

        var environment = AmpEnvironment.Resolve(path, url, set);

        Assert.Equal((name, expectedPath, expectedUrl), (environment.Name, environment.CliPath, environment.ServerUrl));
        Assert.Empty(environment.FindProblems());
    }

    [Theory]
    [InlineData("https://localhost:7002", true)]
    [InlineData("HTTPS://LOCALHOST/", true)]
    [InlineData("https://127.0.0.1:1", true)]
    [InlineData("https://127.8.9.10", true)]
    [InlineData("https://[::1]:7002/path", true)]
    [InlineData("https://[::ffff:127.0.0.1]", true)]
    [InlineData("http://localhost:7002", false)]   // there is no certificate
    [InlineData("https://localhost.evil.example", false)]
    [InlineData("https://evil.example/localhost", false)]
    [InlineData("https://evil.example?localhost", false)]
    [InlineData("https://localhost@evil.example", false)]
    [InlineData("https://localhost:x@evil.example", false)]
    [InlineData("https://evil.example\\@localhost", false)]
    [InlineData("https://loopback", false)]        // which the framework takes for localhost, and a CLI does not
    [InlineData("https://localhostx", false)]
    [InlineData("https://128.0.0.1", false)]
    [InlineData("https://ampcode.com", false)]
    public void Certificates_may_go_unchecked_only_on_this_machine(string url, bool isAllowed)
    {
        var environment = AmpEnvironment.LocalServer(url) with { AllowUntrustedCertificate = true };

        Assert.Equal(isAllowed, environment.FindProblems().Count == 0);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var environment = new AmpEnvironment
        {
            Name = " ",
            CliPath = "",
            ServerUrl = "https://user:password@ampcode.com",
            ApiKeySecret = "",
            Variables = new Dictionary<string, string?> { ["A=B"] = "" },
            AllowUntrustedCertificate = true,
            IsProduction = true,
        };

        var problems = environment.FindProblems();

        Assert.Equal(
            ["Name", "CliPath", "ApiKeySecret", "Variables", "ServerUrl", "IsProduction", "AllowUntrustedCertificate"],
            problems.Select(problem => problem.Split(' ')[0]));
        Assert.DoesNotContain("password@", string.Join(' ', problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_with_the_same_content_are_equal()
    {
        var one = AmpEnvironment.LocalServer("https://localhost:1") with { Variables = new Dictionary<string, string?> { ["A"] = "1", ["B"] = null } };
        var other = AmpEnvironment.LocalServer("https://localhost:1") with { Name = "LOCAL-SERVER", Variables = new Dictionary<string, string?> { ["B"] = null, ["A"] = "1" } };

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, other with { Variables = new Dictionary<string, string?> { ["A"] = "1", ["B"] = "" } });
        Assert.NotEqual(one, other with { AllowUntrustedCertificate = true });
    }

    [Fact]
    public void Later_changes_of_a_dictionary_do_not_reach_the_environment_that_was_made_from_it()
    {
        var variables = new Dictionary<string, string?> { ["A"] = "1" };
        var environment = AmpEnvironment.Production with { Variables = variables };

        variables["A"] = "2";

        Assert.Equal("1", environment.Variables["A"]);
    }

    [Fact]
    public void A_password_in_a_URL_is_not_printed() =>
        Assert.DoesNotContain("planted", AmpEnvironment.LocalServer("https://ann:planted@localhost:7002").ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_values_of_its_variables_are_not_printed()
    {
        var environment = AmpEnvironment.LocalCli("/opt/amp") with { Variables = new Dictionary<string, string?> { ["AMP_API_KEY"] = "sgamp_planted" } };

        Assert.Equal("local-cli (CLI: /opt/amp, service: AMP_URL or the CLI's own, variables: AMP_API_KEY)", environment.ToString());
    }
}
