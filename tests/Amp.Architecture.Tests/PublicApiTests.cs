using System.Reflection;

namespace Amp.Architecture.Tests;

/// <summary>
/// Pins the public surface: a change of it is a change of a text file that a reviewer sees. To accept one, run the tests
/// with <c>AMP_ACCEPT_API=1</c> and commit what they wrote.
/// </summary>
public sealed class PublicApiTests
{
    [Theory]
    [MemberData(nameof(DependencyTests.Packages), MemberType = typeof(DependencyTests))]
    public void The_public_surface_is_what_was_agreed(string package)
    {
        var file = Path.Combine(Repository.Root, "tests", "Amp.Architecture.Tests", "PublicApi", package + ".txt");
        var surface = PublicSurface.Describe(Assembly.Load(package));

        if (Environment.GetEnvironmentVariable("AMP_ACCEPT_API") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, surface);
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "", surface);
    }
}
