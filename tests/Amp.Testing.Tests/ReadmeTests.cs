using System.Diagnostics;

namespace Amp.Testing.Tests;

public sealed class ReadmeTests
{
    [Fact(Timeout = 30_000)]
    public async Task The_example_in_the_README_holds()
    {
        // <readme>
        await using var amp = FakeAmp.Playing(AmpScript.New
            .UsesTool("Bash", """{"cmd":"dotnet test"}""", output: "1 failed", exitCode: 1)
            .Says("One test fails.")
            .ThenSucceeds());

        using var cli = Process.Start(new ProcessStartInfo(amp.Path, ["--execute=Run the tests", "--stream-json"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        cli.StandardInput.Close();
        var lines = (await cli.StandardOutput.ReadToEndAsync()).TrimEnd().Split('\n');   // init, user, tool call, tool result, text, result

        Assert.Equal(6, lines.Length);
        Assert.Contains("--stream-json", Assert.Single(amp.Runs).Arguments);
        // </readme>
    }

    [Fact]
    public async Task The_README_shows_that_very_code()
    {
        var here = await File.ReadAllTextAsync(Path.Combine(Root(), "tests/Amp.Testing.Tests/ReadmeTests.cs"));
        var readme = await File.ReadAllTextAsync(Path.Combine(Root(), "src/Amp.Testing/README.md"));

        var code = Between(here, "// <readme>\n", "        // </readme>").Replace("\n        ", "\n", StringComparison.Ordinal).TrimStart(' ');

        Assert.Equal(code, Between(readme, "```csharp\n", "```"));
    }

    // Not by [CallerFilePath]: a deterministic build writes another path there.
    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AmpClient.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private static string Between(string text, string begin, string end)
    {
        var start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return text[start..text.IndexOf(end, start, StringComparison.Ordinal)];
    }
}
