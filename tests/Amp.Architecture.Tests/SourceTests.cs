using System.Text.RegularExpressions;

namespace Amp.Architecture.Tests;

/// <summary>The rules of the house that a machine can check.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 300;
    private const int LongestReadme = 150;

    [Fact]
    public void No_file_is_longer_than_one_idea()
    {
        var tooLong = Repository.SourceFiles("src", "tests", "samples", "benchmarks")
            .Select(file => (File: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > LongestFile);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void A_library_file_has_at_most_one_public_type()
    {
        var crowded = Repository.SourceFiles("src")
            .Select(file => (File: Repository.Relative(file), Types: PublicType().Count(File.ReadAllText(file))))
            .Where(file => file.Types > 1);

        Assert.Empty(crowded);
    }

    [Fact]
    public void No_type_is_named_for_nothing_in_particular()
    {
        string[] kept = ["SessionManager", "WorktreeManager", "WorkspaceManager", "IAmpSessionManager"];
        var vague = Repository.SourceFiles("src", "tests", "samples", "benchmarks")
            .Where(file => VagueName().IsMatch(Path.GetFileNameWithoutExtension(file)) && !kept.Contains(Path.GetFileNameWithoutExtension(file)))
            .Select(Repository.Relative);

        Assert.Empty(vague);
    }

    [Fact]
    public void Nothing_is_left_to_be_done_later_in_the_code()
    {
        var unfinished = Repository.SourceFiles("src", "samples", "benchmarks")
            .Where(file => File.ReadAllText(file).Contains("NotImplemented" + "Exception", StringComparison.Ordinal))
            .Select(Repository.Relative);

        Assert.Empty(unfinished);
    }

    [Fact]
    public void The_readme_can_be_read_in_a_few_minutes() =>
        Assert.InRange(File.ReadLines(Path.Combine(Repository.Root, "README.md")).Count(), 1, LongestReadme);

    [Fact]
    public void Every_package_that_is_used_has_its_line_among_the_decisions()
    {
        var decisions = File.ReadAllText(Path.Combine(Repository.Root, "docs", "decisions.md"));
        var packages = PackageVersion().Matches(File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props"))).Select(match => match.Groups[1].Value);

        Assert.All(packages, package => Assert.Contains(package, decisions, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^public (?:static |sealed |abstract |readonly |partial |ref )*(?:class|record|struct|interface|enum|delegate) ", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex("(?:Utils?|Helpers?|Manager|Common|^Types|Misc)$")]
    private static partial Regex VagueName();

    [GeneratedRegex("PackageVersion Include=\"([^\"]+)\"")]
    private static partial Regex PackageVersion();
}
