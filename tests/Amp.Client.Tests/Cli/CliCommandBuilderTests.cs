using System.Text;
using Amp.Client.Cli;
using Amp.Client.Tests.Cli.Capabilities;

namespace Amp.Client.Tests.Cli;

/// <summary>From a request and what the CLI offers to its command line.</summary>
public sealed class CliCommandBuilderTests
{
    private const string Thread = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd";

    private static readonly string Directory = Path.GetTempPath();
    private static readonly AmpCliCapabilities Older = AmpCliCapabilities.Parse("0.1.2", RecordedHelp.Older);

    [Fact]
    public void Everything_that_September_offers_is_asked_for_with_its_flags()
    {
        var command = Build(RecordedHelp.Of(RecordedHelp.September23), new()
        {
            Mode = AmpMode.Ultra,
            Features = ["fast", "new one"],
            Thinking = true,
            Thread = new() { Visibility = AmpVisibility.Workspace, Labels = ["a", "--b"], Title = "a title", ArchiveAfterExecute = false },
            DangerouslyAllowAll = true,
            SettingsFile = "settings.json",
            McpConfig = "mcp.json",
            Logging = new() { Level = AmpCliLogLevel.Warn, File = "cli.log" },
            ExtraArguments = ["--no-ide"],
        });

        Assert.Equal(
            [
                "--execute", "--stream-json", "--dangerously-allow-all", "--mode=ultra", "--fast", "--features=new one", "--visibility=workspace", "--label=a", "--label=--b",
                "--title=a title", "--no-archive-after-execute", "--stream-json-thinking", $"--settings-file={Directory}settings.json", $"--mcp-config={Directory}mcp.json", "--no-ide",
            ],
            command.Arguments);
        Assert.Equal(("warn", Directory + "cli.log"), (command.Environment["AMP_LOG_LEVEL"], command.Environment["AMP_LOG_FILE"]));
    }

    [Fact]
    public void Of_several_features_none_is_lost_without_a_word()
    {
        var september = RecordedHelp.Of(RecordedHelp.September23);

        Assert.Equal(["--execute", "--stream-json", "--features=fast"], Build(september, new() { Features = ["fast", "fast"] }).Arguments);
        var e = Assert.Throws<AmpCapabilityException>(() => Build(september, new() { Features = ["fast", "plaid", "pro"] }));
        Assert.Equal(["fast", "plaid", "pro"], e.Offered);
    }

    [Theory]
    [InlineData(RecordedHelp.March27, true, "--archive")]
    [InlineData(RecordedHelp.March27, false, null)]
    [InlineData(RecordedHelp.January7, false, null)]
    [InlineData(RecordedHelp.September23, true, null)]
    [InlineData(RecordedHelp.September23, false, "--no-archive-after-execute")]
    public void Archiving_is_asked_for_only_where_the_CLI_would_do_otherwise(string version, bool archive, string? flag)
    {
        var arguments = Build(RecordedHelp.Of(version), new() { Thread = new() { ArchiveAfterExecute = archive } }).Arguments;

        Assert.Equal(flag is null ? ["--execute", "--stream-json"] : ["--execute", "--stream-json", flag], arguments);
    }

    [Fact]
    public void A_toolbox_goes_by_the_environment_until_there_is_none_any_more()
    {
        var options = new AmpRunOptions { Toolbox = ["a", "/b"] };

        Assert.Equal($"{Directory}a{Path.PathSeparator}{Path.GetFullPath("/b")}", Build(RecordedHelp.Of(RecordedHelp.April21), options).Environment["AMP_TOOLBOX"]);
        Assert.Equal("AMP_TOOLBOX", Assert.Throws<AmpCapabilityException>(() => Build(RecordedHelp.Of(RecordedHelp.September23), options)).Requested);
        Assert.Contains($"--toolbox={Directory}a", Build(Older, new() { Toolbox = ["a"] }).Arguments);
    }

    [Fact]
    public void The_older_family_has_flags_of_its_own()
    {
        var command = Build(Older, new() { DangerouslyAllowAll = true, Model = "--gpt" }, thread: Thread);

        Assert.Equal([$"--continue={Thread}", "--print", "--output-format=stream-json", "--dangerously-skip-permissions", "--model=--gpt"], command.Arguments);
        Assert.Equal("hello", Encoding.UTF8.GetString(command.StandardInput.Span));
        Assert.Equal("--mode", Assert.Throws<AmpCapabilityException>(() => Build(Older, new() { Mode = "smart" })).Requested);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ends in a newline\n")]
    [InlineData("NUL \0")]
    public void A_prompt_that_the_older_family_cannot_be_given_exactly_is_refused(string prompt)
    {
        var e = Assert.Throws<AmpCapabilityException>(() => Build(Older, new(), prompt));

        Assert.Equal("--stream-json-input", e.Requested);
        Assert.Contains("plain text", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_goes_by_whichever_flag_there_is()
    {
        var tries = AmpCliCapabilities.Parse("1", RecordedHelp.HelpOf(RecordedHelp.March27).Replace("  --archive\n", "  --try-model <model>\n      Try a model\n  --archive\n", StringComparison.Ordinal));

        Assert.Contains("--try-model=x", Build(tries, new() { Model = "x" }).Arguments);
        var e = Assert.Throws<AmpCapabilityException>(() => Build(RecordedHelp.Of(RecordedHelp.March27), new() { Model = "x" }));
        Assert.Equal(("--model", RecordedHelp.March27), (e.Requested, e.CliVersion));
        Assert.Equal(["deep", "large", "rush", "smart"], e.Offered);
        Assert.Contains("AmpRunOptions.Mode", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RecordedHelp.January7, "ultra", RecordedHelp.September23)]
    [InlineData(RecordedHelp.January7, "deep", RecordedHelp.March13)]
    [InlineData(RecordedHelp.February10, "rush", RecordedHelp.March13)]
    [InlineData(RecordedHelp.March27, "free", null)]
    [InlineData(RecordedHelp.April21, "free", null)]
    [InlineData(RecordedHelp.April21, "Smart", null)]
    [InlineData(RecordedHelp.September23, "free", null)]
    public void A_mode_that_the_CLI_cannot_stream_is_refused_with_those_that_it_can(string version, string mode, string? since)
    {
        var cli = RecordedHelp.Of(version);

        var e = Assert.Throws<AmpCapabilityException>(() => Build(cli, new() { Mode = mode }));

        Assert.Equal((version, since), (e.CliVersion, e.SinceVersion));
        Assert.StartsWith($"--mode={mode}", e.Requested, StringComparison.Ordinal);
        Assert.All(cli.StreamingModes, offered => Assert.Contains(offered.Name, e.Offered));
        Assert.Contains(version, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Visibilities_are_those_of_the_version()
    {
        Assert.Throws<AmpCapabilityException>(() => Build(RecordedHelp.Of(RecordedHelp.September23), new() { Thread = new() { Visibility = AmpVisibility.Public } }));
        Assert.Contains("--visibility=public", Build(RecordedHelp.Of(RecordedHelp.January7), new() { Thread = new() { Visibility = AmpVisibility.Public } }).Arguments);
        Assert.Contains("--visibility=unlisted", Build(RecordedHelp.Of(RecordedHelp.January7), new() { Thread = new() { Visibility = AmpVisibility.Unlisted } }).Arguments);
    }

    [Fact]
    public void Nothing_is_refused_when_nothing_is_known()
    {
        var arguments = Build(
            AmpCliCapabilities.Unknown,
            new() { Mode = "free", Model = "x", Thinking = true, DangerouslyAllowAll = true, Toolbox = ["a"], Thread = new() { Title = "x", ArchiveAfterExecute = true, Visibility = "odd" } },
            thread: Thread).Arguments;

        Assert.Equal(["threads", "continue", Thread, "--execute", "--stream-json", "--dangerously-allow-all", "--mode=free", "--model=x", "--visibility=odd", "--title=x", "--archive", "--stream-json-thinking"], arguments);
    }

    [Fact]
    public void A_tool_that_cannot_stream_is_no_CLI_to_run_a_prompt_with()
    {
        var e = Assert.Throws<AmpCapabilityException>(() => Build(AmpCliCapabilities.Parse("1", "Options:\n  --frobnicate\n      Frobnicates\n"), new()));

        Assert.Equal(["--frobnicate"], e.Offered);
    }

    [Fact]
    public void JSON_for_MCP_servers_goes_by_a_private_file_and_not_among_the_arguments()
    {
        var command = Build(RecordedHelp.Of(RecordedHelp.March27), new() { McpConfig = """ {"s":{"command":"x","env":{"K":"secret"}}}""" });

        Assert.Equal($"--mcp-config={Assert.Single(command.Files).Path}", command.Arguments[^1]);
        Assert.DoesNotContain(command.Arguments, argument => argument.Contains("secret", StringComparison.Ordinal));
        Assert.False(File.Exists(command.Files[0].Path));
    }

    private static CliCommand Build(AmpCliCapabilities cli, AmpRunOptions options, string prompt = "hello", string? thread = null) =>
        CliCommandBuilder.Build(new() { Prompt = prompt, Thread = thread is { } id ? AmpThreadId.Parse(id) : default(AmpThreadId?), Options = options }, cli, Directory);
}
