namespace Amp.Client.Tests.Settings;

/// <summary>The CLI takes one file: it must hold what the user wants and what the run wants.</summary>
public sealed class SettingsMergeTests : IDisposable
{
    private static readonly AmpSettings RejectsBash = new() { Permissions = [AmpPermissionRule.Reject("Bash", "Not here.")] };

    private readonly SettingsFolder _folder = new();

    [Fact]
    public void Rules_of_the_run_come_before_the_users_and_other_keys_stay()
    {
        SettingsFolder.Write(_folder.UserFile, """
            { // the user's own
              "amp.permissions": [{"tool":"Read","action":"reject",}], /* a trailing comma */
              "amp.showCosts": false,
              "unknown": {"kept": [1.50, "é"]},
            }
            """);

        var merged = _folder.Merge(RejectsBash.With("amp.network.timeout", "30"));

        Assert.Equal("""[{"tool":"Bash","action":"reject","message":"Not here."},{"tool":"Read","action":"reject"}]""", Compact(merged, "amp.permissions"));
        Assert.Equal(("false", """{"kept":[1.50,"\u00E9"]}""", "30"), (Compact(merged, "amp.showCosts"), Compact(merged, "unknown"), Compact(merged, "amp.network.timeout")));
    }

    [Fact]
    public void A_key_of_the_run_replaces_the_users_except_that_disabled_tools_and_servers_are_joined()
    {
        SettingsFolder.Write(_folder.UserFile, """
            {"amp.network.timeout":1,"amp.tools.disable":["Task"],"amp.mcpServers":{"a":{"command":"old"},"b":{"command":"b"}}}
            """);

        var merged = _folder.Merge(new AmpSettings { DisabledTools = ["Bash"] }.With("amp.network.timeout", "2").With("amp.mcpServers", """{"a":{"command":"new"}}"""));

        Assert.Equal(
            ("2", """["Bash","Task"]""", """{"b":{"command":"b"},"a":{"command":"new"}}"""),
            (Compact(merged, "amp.network.timeout"), Compact(merged, "amp.tools.disable"), Compact(merged, "amp.mcpServers")));
    }

    [Fact]
    public void A_whole_rule_is_written_as_the_CLI_reads_it()
    {
        var merged = _folder.Merge(new()
        {
            Permissions = [AmpPermissionRule.Delegate("Bash", "/usr/bin/decide").When("cmd", "git *", "/^rm /") with { Context = AmpPermissionContext.Thread }],
        });

        Assert.Equal("""[{"tool":"Bash","action":"delegate","matches":{"cmd":["git *","/^rm /"]},"context":"thread","to":"/usr/bin/decide"}]""", Compact(merged, "amp.permissions"));
    }

    [Fact]
    public void A_user_who_allows_everything_does_not_switch_the_rules_of_the_run_off()
    {
        SettingsFolder.Write(_folder.UserFile, """{"amp.dangerouslyAllowAll":true}""");

        var merged = _folder.Merge(RejectsBash);

        Assert.Equal(
            ("false", """[{"tool":"Bash","action":"reject","message":"Not here."},{"tool":"*","action":"allow"}]"""),
            (Compact(merged, "amp.dangerouslyAllowAll"), Compact(merged, "amp.permissions")));
        Assert.True(_folder.ReportOn(RejectsBash).ReplacedAllowAll);
    }

    [Fact]
    public void The_users_file_is_the_one_that_the_CLI_would_read()
    {
        Assert.Null(_folder.ReportOn(new()).UserFile);

        var jsonc = SettingsFolder.Write(_folder.UserFile + "c", "{}");
        Assert.Equal(jsonc, _folder.ReportOn(new()).UserFile);

        SettingsFolder.Write(_folder.UserFile, "{}");
        Assert.Equal(_folder.UserFile, _folder.ReportOn(new()).UserFile);

        _folder.Environment["XDG_CONFIG_HOME"] = _folder.In("xdg");
        var xdg = SettingsFolder.Write(Path.Combine(_folder.In("xdg"), "amp", "settings.json"), "{}");
        Assert.Equal(xdg, _folder.ReportOn(new()).UserFile);

        _folder.Environment["AMP_SETTINGS_FILE"] = SettingsFolder.Write(_folder.In("named.json"), "{}");
        Assert.Equal(_folder.In("named.json"), _folder.ReportOn(new()).UserFile);

        _folder.Environment["AMP_SETTINGS_FILE"] = _folder.In("missing.json");
        Assert.Null(_folder.ReportOn(new()).UserFile);

        var chosen = SettingsFolder.Write(_folder.In("chosen.json"), "{}");
        var report = new SettingsFolder.Reports();
        _folder.Prepare(new() { Report = report }, new() { SettingsFile = Path.Combine("..", "chosen.json") });
        Assert.Equal(chosen, Assert.Single(report).UserFile);

        _folder.Environment["AMP_SETTINGS_FILE"] = "";
        Assert.Equal(xdg, _folder.ReportOn(new()).UserFile);
    }

    [Fact]
    public void Settings_without_a_key_need_no_file()
    {
        SettingsFolder.Write(_folder.UserFile, """{"amp.showCosts":false}""");

        Assert.Null(_folder.Prepare(new()));
        Assert.False(Directory.Exists(_folder.Private));
    }

    public void Dispose() => _folder.Dispose();

    private static string Compact(System.Text.Json.JsonElement json, string key)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new System.Text.Json.Utf8JsonWriter(buffer))
        {
            json.GetProperty(key).WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
