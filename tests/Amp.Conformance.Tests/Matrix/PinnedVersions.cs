using System.Text.Json;
using Amp.Conformance.Tests.Installation;

namespace Amp.Conformance.Tests.Matrix;

/// <summary>The versions that <c>cli/package.json</c> pins.</summary>
internal static class PinnedVersions
{
    /// <summary>The version of one of its dependencies, without the package that an alias stands for.</summary>
    public static string Of(string dependency)
    {
        using var package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(CliInstallation.SourceDirectory, "package.json")));
        var pinned = package.RootElement.GetProperty("dependencies").GetProperty(dependency).GetString()!;
        return pinned[(pinned.LastIndexOf('@') + 1)..];
    }
}
