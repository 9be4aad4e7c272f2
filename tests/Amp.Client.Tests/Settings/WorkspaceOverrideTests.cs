namespace Amp.Client.Tests.Settings;

/// <summary>A repository must not switch the caller's settings off unnoticed.</summary>
public sealed class WorkspaceOverrideTests : IDisposable
{
    private static readonly AmpSettings RejectsBash = new() { Permissions = [AmpPermissionRule.Reject("Bash")] };

    private readonly SettingsFolder _folder = new();

    [Theory]
    [InlineData("""{"amp.dangerouslyAllowAll":true}""", "amp.dangerouslyAllowAll")]
    [InlineData("""{"amp.permissions":[{"tool":"Bash","action":"allow"}]}""", "amp.permissions")]
    [InlineData("""{"amp.permissions":[{"tool":"Read","action":"allow"},{"tool":"B*","action":"allow","matches":{"cmd":"git *"}}]}""", "amp.permissions")]
    [InlineData("{broken", null)]
    public void What_switches_rules_of_the_run_off_is_reported_or_refused(string json, string? key)
    {
        var file = _folder.WriteWorkspace(json);

        var found = Assert.Single(_folder.ReportOn(RejectsBash).WorkspaceOverrides);
        Assert.Equal((file, key), (found.File, found.Key));
        var e = Assert.Throws<AmpConfigurationException>(() => _folder.Prepare(RejectsBash with { WorkspaceOverrides = AmpSettingsPolicy.Refuse }));
        Assert.Contains(file, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"amp.dangerouslyAllowAll":false}""")]
    [InlineData("""{"amp.showCosts":true}""")]
    [InlineData("""{"amp.permissions":[]}""")]
    [InlineData("""{"amp.permissions":[{"tool":"Bash","action":"reject"}]}""")]
    [InlineData("""{"amp.permissions":[{"tool":"Read","action":"allow"}]}""")]
    [InlineData("""{"amp.permissions":[{"tool":"Bash","action":"permit"}]}""")]
    [InlineData("""{"amp.tools.disable":["Read"]}""")]
    public void What_takes_nothing_away_is_no_override(string json)
    {
        _folder.WriteWorkspace(json);

        Assert.Empty(_folder.ReportOn(RejectsBash).WorkspaceOverrides);
    }

    [Fact]
    public void A_run_without_settings_of_its_own_has_nothing_to_lose()
    {
        _folder.WriteWorkspace("""{"amp.dangerouslyAllowAll":true,"amp.permissions":[]}""");

        Assert.Empty(_folder.ReportOn(new()).WorkspaceOverrides);
        Assert.DoesNotContain(
            _folder.ReportOn(new() { Permissions = [AmpPermissionRule.Allow("Bash")], DangerouslyAllowAll = true }).WorkspaceOverrides,
            found => found.Key == "amp.dangerouslyAllowAll");
    }

    [Fact]
    public void Another_value_for_any_setting_of_the_run_is_an_override()
    {
        _folder.WriteWorkspace("""{"amp.network.timeout":1}""");

        Assert.Equal("amp.network.timeout", Assert.Single(_folder.ReportOn(new AmpSettings().With("amp.network.timeout", "2")).WorkspaceOverrides).Key);
        Assert.Empty(_folder.ReportOn(new AmpSettings().With("amp.network.timeout", "1")).WorkspaceOverrides);
    }

    [Fact]
    public void A_rule_that_the_run_has_too_but_later_is_an_override()
    {
        _folder.WriteWorkspace("""{"amp.permissions":[{"tool":"Bash","action":"allow"}]}""");
        var allow = AmpPermissionRule.Allow("Bash");
        var reject = AmpPermissionRule.Reject("Bash").When("cmd", "rm *");

        Assert.Single(_folder.ReportOn(new() { Permissions = [reject, allow] }).WorkspaceOverrides);
        Assert.Empty(_folder.ReportOn(new() { Permissions = [allow, reject] }).WorkspaceOverrides);
    }

    [Fact]
    public void Disabled_tools_and_servers_of_another_name_add_up()
    {
        var settings = new AmpSettings { DisabledTools = ["Bash"] }.With("amp.mcpServers", """{"a":{"command":"a"}}""");
        _folder.WriteWorkspace("""{"amp.tools.disable":["Read"],"amp.mcpServers":{"b":{"command":"b"},"a":{"command":"a"}}}""");
        Assert.Empty(_folder.ReportOn(settings).WorkspaceOverrides);

        _folder.WriteWorkspace("""{"amp.mcpServers":{"a":{"command":"another"}}}""");
        Assert.Equal("amp.mcpServers", Assert.Single(_folder.ReportOn(settings).WorkspaceOverrides).Key);
    }

    [Fact]
    public void It_is_found_from_a_folder_below_also_through_a_link_and_in_a_worktree()
    {
        var file = _folder.WriteWorkspace("""{"amp.dangerouslyAllowAll":true}""");
        var below = Directory.CreateDirectory(Path.Combine(_folder.Repository, "a", "b")).FullName;

        Assert.Equal(file, Assert.Single(_folder.ReportOn(RejectsBash, below).WorkspaceOverrides).File);
        if (!OperatingSystem.IsWindows())
        {
            var link = Directory.CreateSymbolicLink(_folder.In("link"), below).FullName;
            Assert.Equal(file, Assert.Single(_folder.ReportOn(RejectsBash, link).WorkspaceOverrides).File);
        }

        SettingsFolder.Write(Path.Combine(below, ".git"), "gitdir: elsewhere");
        Assert.Empty(_folder.ReportOn(RejectsBash, below).WorkspaceOverrides);
    }

    public void Dispose() => _folder.Dispose();
}
