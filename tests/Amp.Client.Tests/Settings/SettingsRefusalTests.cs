namespace Amp.Client.Tests.Settings;

/// <summary>Settings that would not do what they say are refused before anything is started or written.</summary>
public sealed class SettingsRefusalTests : IDisposable
{
    private static readonly AmpPermissionRule RejectBash = AmpPermissionRule.Reject("Bash");

    private readonly SettingsFolder _folder = new();

    [Fact]
    public void A_malformed_rule_of_the_run_is_refused_with_its_place_and_what_was_expected()
    {
        var e = Refused(new() { Permissions = [RejectBash, new() { Tool = "Bash", Action = AmpPermissionAction.Delegate }] });

        Assert.Contains("rule 1", e.Message, StringComparison.Ordinal);
        Assert.Contains("needs 'to'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amp.permissions", """{"tool":"Bash","action":"reject"}""", "must be an array")]
    [InlineData("amp.permissions", """[{"tool":"Bash","action":"deny"}]""", "rule 0")]
    [InlineData("amp.dangerouslyAllowAll", "\"yes\"", "true or false")]
    [InlineData("amp.tools.disable", "\"Bash\"", "an array of names")]
    [InlineData("amp.mcpServers", "[]", "an object of servers")]
    [InlineData("permissions", "[]", "start with 'amp.'")]
    public void A_free_setting_is_checked_too(string key, string json, string problem) =>
        Assert.Contains(problem, Refused(new AmpSettings().With(key, json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_setting_that_is_set_twice_is_refused() =>
        Assert.Contains("twice", Refused(new AmpSettings { Permissions = [RejectBash] }.With("amp.permissions", "[]")).Message, StringComparison.Ordinal);

    [Fact]
    public void Allowing_everything_beside_rules_that_do_not_is_refused()
    {
        var rules = new AmpSettings { Permissions = [RejectBash] };

        Refused(rules with { DangerouslyAllowAll = true });
        Refused(rules, new() { DangerouslyAllowAll = true });
        Refused(rules, new() { ExtraArguments = ["--dangerously-allow-all"] });
        Assert.NotNull(_folder.Prepare(new() { Permissions = [AmpPermissionRule.Allow("Bash")], DangerouslyAllowAll = true }));
    }

    [Theory]
    [InlineData("--settings-file")]
    [InlineData("--settings-file=x.json")]
    public void A_second_settings_file_among_the_arguments_is_refused(string argument) =>
        Refused(new() { Permissions = [RejectBash] }, new() { ExtraArguments = [argument] });

    [Theory]
    [InlineData("{\n  \"amp.permissions\": [secret]\n}", "line 2, byte 23")]
    [InlineData("", "line 1, byte 1")]
    [InlineData("\uFEFF{}", "byte order mark")]
    [InlineData("[1]", "one JSON object")]
    [InlineData("""{"amp.permissions":{}}""", "must be an array")]
    public void A_broken_file_of_the_user_is_refused_with_its_name_and_place_and_not_its_content(string json, string problem)
    {
        SettingsFolder.Write(_folder.UserFile, json);

        var e = Refused(new());

        Assert.Contains(_folder.UserFile, e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Malformed_rules_of_the_user_are_reported_or_refused()
    {
        SettingsFolder.Write(_folder.UserFile, """{"amp.permissions":[{"tool":"Bash","action":"deny"}]}""");

        Assert.Equal(0, Assert.Single(_folder.ReportOn(new()).MalformedUserRules).Index);
        Assert.Contains("rule 0", Refused(new() { MalformedUserRules = AmpSettingsPolicy.Refuse }).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private AmpConfigurationException Refused(AmpSettings settings, AmpRunOptions? options = null)
    {
        var e = Assert.Throws<AmpConfigurationException>(() => _folder.Prepare(settings, options));
        Assert.False(Directory.Exists(_folder.Private));
        return e;
    }
}
