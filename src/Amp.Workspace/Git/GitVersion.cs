using System.Globalization;
using System.Text.RegularExpressions;

namespace Amp.Workspace.Git;

/// <summary>Versions of git.</summary>
internal static partial class GitVersion
{
    /// <summary>The first that can merge without a work tree (<c>merge-tree --write-tree</c>); it lists worktrees with <c>-z</c> since 2.36.</summary>
    public static readonly Version Oldest = new(2, 38);

    /// <param name="text">What <c>git --version</c> says: <c>git version 2.39.5 (Apple Git-154)</c>, <c>git version 2.43.0.windows.1</c>.</param>
    public static Version? Parse(string text) =>
        Pattern().Match(text) is { Success: true } match
            ? new(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture), match.Groups[3].Success ? int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture) : 0)
            : null;

    [GeneratedRegex(@"^git version (\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?")]
    private static partial Regex Pattern();
}
