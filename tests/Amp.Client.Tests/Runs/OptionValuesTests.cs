using Amp.Client.Runs;

namespace Amp.Client.Tests.Runs;

/// <summary>Values that no CLI can do anything with.</summary>
public sealed class OptionValuesTests
{
    private static readonly string Directory = Path.GetTempPath();

    public static TheoryData<AmpRunOptions, string> Bad => new()
    {
        { new() { Mode = default(AmpMode) }, "Mode must not be blank" },
        { new() { Model = " " }, "Model must not be blank" },
        { new() { Features = ["fast", ""] }, "Features must not hold a blank" },
        { new() { Thread = new() { Visibility = default(AmpVisibility) } }, "Thread.Visibility must not be blank" },
        { new() { Thread = new() { Labels = [" "] } }, "Thread.Labels must not hold a blank" },
        { new() { Thread = new() { Title = "" } }, "Thread.Title must not be blank" },
        { new() { Logging = new() { File = "" } }, "Logging.File must not be blank" },
        { new() { Logging = new() { Level = (AmpCliLogLevel)9 } }, "Logging.Level is no level: 9" },
        { new() { SettingsFile = "no-such-settings.json" }, "SettingsFile names a file that does not exist" },
        { new() { Toolbox = ["no-such-toolbox"] }, "Toolbox names a folder that does not exist" },
        { new() { McpConfig = "no-such-mcp.json" }, "McpConfig names a file that does not exist" },
        { new() { McpConfig = "{" }, "McpConfig is not valid JSON: line 1" },
        { new() { McpConfig = "[]" }, "McpConfig must be an object" },
        { new() { McpConfig = """{"amp.mcpServers":{"s":{"command":"x"}}}""" }, "without 'amp.mcpServers' around it" },
        { new() { McpConfig = """{"s":{"command":""}}""" }, "a server 's' with neither a command nor a url" },
        { new() { McpConfig = """{"s":"x"}""" }, "a server 's' with neither a command nor a url" },
    };

    public static TheoryData<AmpRunOptions> Good =>
    [
        new(),
        new() { McpConfig = "{}" },
        new() { McpConfig = """ {"s":{"command":"x","args":["--y"]},"t":{"url":"http://127.0.0.1/"}}""" },
        new() { Toolbox = ["."], Thread = new() { Labels = ["Bad Label!"] }, Features = ["x"], Model = "m", Logging = new() { Level = AmpCliLogLevel.Audit } },
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_value_that_cannot_work_is_named_with_what_is_wrong(AmpRunOptions options, string problem) =>
        Assert.Contains(problem, OptionValues.FindProblem(options, Directory), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Good))]
    public void A_value_that_can_work_is_let_through(AmpRunOptions options) => Assert.Null(OptionValues.FindProblem(options, Directory));

    [Fact]
    public void What_is_wrong_with_JSON_does_not_quote_it() =>
        Assert.DoesNotContain("planted-secret", OptionValues.FindProblem(new() { McpConfig = """{"s":{"env":{"K":"planted-secret"}},,}""" }, Directory), StringComparison.Ordinal);

    [Fact]
    public void A_mode_and_a_visibility_are_words_of_any_kind_but_blank()
    {
        AmpMode mode = "plugin mode";
        AmpVisibility visibility = "team";

        Assert.Equal(("plugin mode", "team"), (mode.Name, visibility.ToString()));
        Assert.Equal(AmpMode.Smart, AmpMode.FromString("smart"));
        Assert.Throws<ArgumentException>(() => new AmpMode(" "));
        Assert.Throws<ArgumentException>(() => new AmpVisibility(""));
    }
}
