using Amp.Conformance.Tests.Installation;

namespace Amp.Conformance.Tests.Matrix;

/// <summary>The CLIs that run against the stand-in service: three pinned generations, and one more that the environment names.</summary>
internal static class CliMatrix
{
    /// <summary>January 2026: reports in its stream what later ones only say on standard error.</summary>
    public const string January = "jan07";

    /// <summary>March 2026.</summary>
    public const string March = "mar27";

    /// <summary>April 2026: keeps threads at the service only.</summary>
    public const string April = "apr21";

    /// <summary>The one that <see cref="Variable"/> names.</summary>
    public const string Given = "given";

    /// <summary>Names one more CLI: a path, of a script or a program; a relative one starts at the repository's root.</summary>
    public const string Variable = "AMP_CONFORMANCE_CLI";

    private static readonly string Root = Path.GetFullPath(Path.Combine(CliInstallation.SourceDirectory, "..", "..", ".."));

    private static readonly string? GivenPath = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? Path.GetFullPath(path, Root) : null;

    public static IReadOnlyList<string> Names { get; } = GivenPath is null ? [January, March, April] : [January, March, April, Given];

    public static string PathOf(string name, CliInstallation installation) => name == Given ? GivenPath! : installation.NodeCli(name);
}
