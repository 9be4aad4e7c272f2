using Amp.Client.Cli;

namespace Amp.Client.Tests.Cli.Capabilities;

/// <summary>What we say about versions is what the versions said.</summary>
public sealed class CompatibilityTests
{
    [Fact]
    public void The_page_shows_what_the_recordings_show()
    {
        var page = Path.Combine(RecordedHelp.Root, "docs", "cli-compatibility.md");
        if (Environment.GetEnvironmentVariable("AMP_ACCEPT_API") == "1")
        {
            File.WriteAllText(page, CompatibilityTable.Render());
        }

        Assert.True(File.Exists(page), $"'{page}' is missing: run this test with AMP_ACCEPT_API=1.");
        Assert.True(CompatibilityTable.Render() == File.ReadAllText(page), $"'{page}' is out of date: run this test with AMP_ACCEPT_API=1 and look at the difference.");
    }

    [Theory]
    [InlineData("--stream-json-thinking")]
    [InlineData("--label")]
    [InlineData("--title")]
    [InlineData("--features")]
    [InlineData("--no-archive-after-execute")]
    [InlineData("--mode=deep")]
    [InlineData("--mode=ultra")]
    [InlineData("amp usage")]
    [InlineData("amp threads delete")]
    [InlineData("amp threads usage")]
    [InlineData("amp threads export")]
    [InlineData("amp threads label")]
    public void The_first_version_is_the_first_recording_that_has_it(string feature)
    {
        var first = RecordedHelp.Versions.First(version => Has(RecordedHelp.Of(version), feature));

        Assert.Equal(first, FirstVersions.Of(feature, AmpCliCapabilities.Unknown));
        Assert.Null(FirstVersions.Of(feature, RecordedHelp.Of(RecordedHelp.September23)));
    }

    private static bool Has(AmpCliCapabilities cli, string feature) =>
        feature.StartsWith("amp ", StringComparison.Ordinal) ? cli.HasCommand(feature["amp ".Length..])
        : feature.StartsWith("--mode=", StringComparison.Ordinal) ? cli.Modes.Contains(feature["--mode=".Length..])
        : cli.Supports(feature);
}
