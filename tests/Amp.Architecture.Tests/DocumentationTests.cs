using System.Text.RegularExpressions;

namespace Amp.Architecture.Tests;

/// <summary>Code on a page that no compiler sees goes stale, so every C# block must stand in a file that is built.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages =>
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(Repository.Relative),
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "README.md", SearchOption.AllDirectories).Select(Repository.Relative),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_example_on_a_page_is_code_that_is_compiled(string page)
    {
        var compiled = Repository.SourceFiles("samples", "tests").Select(File.ReadAllText).Select(Normalise).ToList();
        var examples = CodeBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(match => match.Groups[1].Value);

        Assert.All(examples, example => Assert.Contains(compiled, code => code.Contains(Normalise(example), StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_to_a_file_leads_to_one(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var links = Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(match => match.Groups[1].Value);

        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link)), link));
    }

    // Indentation is where an example stands, not what it says.
    private static string Normalise(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?!https?://)([^)#]+)[)#]")]
    private static partial Regex Link();
}
