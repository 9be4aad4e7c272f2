namespace Amp.Client.Tests.Cli.Capabilities;

/// <summary>What the help of every recorded version says.</summary>
public sealed class CapabilitiesTests
{
    public static TheoryData<string> Versions => [.. RecordedHelp.Versions];

    [Fact]
    public void There_are_recordings_of_eight_versions() => Assert.Equal(8, RecordedHelp.Versions.Count);

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_recorded_version_is_known_and_runs_by_execute(string version)
    {
        var cli = RecordedHelp.Of(version);

        Assert.True(cli.IsKnown);
        Assert.Equal(version, cli.Version);
        Assert.Equal(2026, cli.ReleasedAt!.Value.Year);
        Assert.Equal(AmpRunFlags.ExecuteStreamJson, cli.RunFlags);
        Assert.All(["--execute", "-x", "--stream-json", "--stream-json-input", "--mode", "-m", "--dangerously-allow-all", "--settings-file", "--mcp-config"], flag => Assert.True(cli.Supports(flag), flag));
        Assert.All(["threads", "threads continue", "mcp oauth login", "tools list", "permissions test", "skill list", "update"], command => Assert.True(cli.HasCommand(command), command));
        Assert.Contains("amp.permissions", cli.Settings);
        Assert.Contains("AMP_API_KEY", cli.EnvironmentVariables);
        Assert.False(cli.Supports("--model"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_line_of_a_help_that_begins_with_a_dash_is_a_flag(string version)
    {
        var heads = RecordedHelp.HelpOf(version).Split('\n').Where(line => line.StartsWith("  -", StringComparison.Ordinal) && line[3] != ' ' && !line.StartsWith("  - ", StringComparison.Ordinal)).ToList();

        Assert.Equal(heads.Count, RecordedHelp.Of(version).Flags.Count(flag => !flag.IsHidden));
        Assert.All(RecordedHelp.Of(version).Flags, flag => Assert.True(flag.IsHidden || flag.Description.Length > 10, flag.Name));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void No_word_of_a_text_becomes_a_command(string version)
    {
        var commands = RecordedHelp.Of(version).Commands;

        Assert.Equal(commands.Distinct(), commands);
        Assert.All(commands, command => Assert.Matches(@"^[a-z][\w-]*( [a-z][\w-]*){0,3}$", command));
    }

    [Theory]
    [InlineData(RecordedHelp.January7, "free rush smart large", "smart")]
    [InlineData(RecordedHelp.February10, "deep free rush smart large", "smart")]
    [InlineData(RecordedHelp.March13, "deep free rush smart large", "deep rush smart large")]
    [InlineData(RecordedHelp.March27, "deep free large rush smart", "deep large rush smart")]
    [InlineData(RecordedHelp.April21, "deep large rush smart", "deep large rush smart")]
    [InlineData(RecordedHelp.September23, "low medium high ultra", "low medium high ultra")]
    public void Modes_are_those_that_the_CLI_accepts_and_some_of_them_stream(string version, string modes, string streaming)
    {
        var cli = RecordedHelp.Of(version);

        Assert.Equal(modes, string.Join(' ', cli.Modes));
        Assert.Equal(streaming, string.Join(' ', cli.StreamingModes));
        Assert.Equal(version == RecordedHelp.September23, cli.FindFlag("--mode")!.AllowsOtherValues);
    }

    [Fact]
    public void Flags_have_their_names_values_and_texts()
    {
        var cli = RecordedHelp.Of(RecordedHelp.September23);

        var execute = cli.FindFlag("-x")!;
        Assert.Equal(("--execute", AmpCliFlagValue.Optional), (execute.Name, execute.Value));
        Assert.Equal(["-x", "--execute"], execute.Names);
        Assert.Equal(["fast", "plaid", "pro"], cli.FindFlag("--features")!.AllowedValues);
        Assert.Equal(["local", "orb", "runner:<id>"], cli.FindFlag("--executor")!.AllowedValues);
        Assert.True(cli.FindFlag("--executor")!.Allows("runner:7"));
        Assert.Equal(["private", "unlisted", "workspace", "group"], cli.FindFlag("--visibility")!.AllowedValues);
        Assert.Equal((AmpCliFlagValue.Required, 0), (cli.FindFlag("--settings-file")!.Value, cli.FindFlag("--settings-file")!.AllowedValues.Count));
        Assert.Equal(AmpCliFlagValue.None, cli.FindFlag("--stream-json-thinking")!.Value);
        Assert.Equal("-v", cli.FindFlag("-v")!.Name);
        Assert.EndsWith("so plugin lifecycle hooks (agent.start/agent.end) are not skipped. Off unless this flag is set; the bare flag uses 10. Max 300. Use 0 to disable.", cli.FindFlag("--plugin-ready-timeout")!.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_help_is_silent_about_but_the_CLI_does_is_added()
    {
        var september = RecordedHelp.Of(RecordedHelp.September23);
        var january = RecordedHelp.Of(RecordedHelp.January7);

        Assert.True(september.FindFlag("--dangerously-allow-all")!.IsHidden);
        Assert.False(january.FindFlag("--dangerously-allow-all")!.IsHidden);
        Assert.True(january.FindFlag("--visibility")!.Allows("unlisted"));
        Assert.True(september.FindFlag("--log-level")!.Allows("debug"));
        Assert.False(january.FindFlag("--log-level")!.Allows("contextLocalStorage"));
    }

    [Fact]
    public void The_older_family_is_known_by_its_flags()
    {
        var cli = AmpCliCapabilities.Parse("0.1.2", RecordedHelp.Older);

        Assert.Equal(AmpRunFlags.PrintStreamJson, cli.RunFlags);
        Assert.Equal(["text", "json", "stream-json"], cli.FindFlag("--output-format")!.AllowedValues);
        Assert.Equal((AmpCliFlagValue.Required, AmpCliFlagValue.None), (cli.FindFlag("--continue")!.Value, cli.FindFlag("--print")!.Value));
        Assert.Equal(["mcp", "mcp list", "update"], cli.Commands);
        Assert.False(cli.Supports("--dangerously-allow-all"));
        Assert.Null(cli.ReleasedAt);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Error: unknown option '--help'\n")]
    [InlineData("amp: a fine tool\nOptions:\n")]
    [InlineData("Options:\n      \u0000\ud800 --- -\n  (\n")]
    [InlineData("{\"type\":\"system\"}")]
    public void Text_that_is_no_help_says_nothing(string? help)
    {
        var cli = AmpCliCapabilities.Parse("1.2.3", help);

        Assert.False(cli.IsKnown);
        Assert.Equal(("1.2.3", AmpRunFlags.ExecuteStreamJson), (cli.Version, cli.RunFlags));
        Assert.True(cli.CanStream(AmpMode.Free));
    }

    [Fact]
    public void A_help_without_a_way_to_stream_has_none()
    {
        var cli = AmpCliCapabilities.Parse("1", "Options:\n\n  -x, --execute [message]\n      Run it\n");

        Assert.Equal((true, AmpRunFlags.None), (cli.IsKnown, cli.RunFlags));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\u001b[0m\n")]
    public void Line_ends_and_colours_change_nothing(string end)
    {
        var plain = RecordedHelp.Of(RecordedHelp.March27);
        var other = AmpCliCapabilities.Parse(null, RecordedHelp.HelpOf(RecordedHelp.March27).Replace("\n", end, StringComparison.Ordinal));

        Assert.Equal(plain.Flags.Select(flag => (flag.Name, flag.Description)), other.Flags.Select(flag => (flag.Name, flag.Description)));
        Assert.Equal(plain.Commands, other.Commands);
    }

    [Theory]
    [InlineData("0.0.1774569934-g39e3ec (released 2026-03-27T00:09:23.250Z, 7mo ago)\n", "0.0.1774569934-g39e3ec", "2026-03-27T00:09:23.2500000+00:00")]
    [InlineData("  1.2.3\r\nmore", "1.2.3", null)]
    [InlineData("1.2.3 (released yesterday)", "1.2.3", null)]
    [InlineData("\n", null, null)]
    public void A_version_is_the_first_word_and_its_date_stands_in_brackets(string text, string? version, string? released)
    {
        var cli = AmpCliCapabilities.Parse(text, null);

        Assert.Equal((version, released), (cli.Version, cli.ReleasedAt?.ToString("O")));
    }
}
