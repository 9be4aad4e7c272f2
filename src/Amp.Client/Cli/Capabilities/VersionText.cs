using System.Globalization;
using System.Text.RegularExpressions;

namespace Amp.Client.Cli;

/// <summary>What <c>--version</c> prints: <c>0.0.1774569934-g39e3ec (released 2026-03-27T00:09:23.250Z, 7mo ago)</c>.</summary>
/// <param name="Version">The first word.</param>
/// <param name="ReleasedAt">The date in the brackets.</param>
/// <param name="Build">The third number: it grows with every release.</param>
internal readonly partial record struct VersionText(string? Version, DateTimeOffset? ReleasedAt, long? Build)
{
    public static VersionText Parse(string? text)
    {
        var line = text.AsSpan().Trim();
        line = line.IndexOfAny('\r', '\n') is >= 0 and var end ? line[..end] : line;
        var word = line.IndexOf(' ') is >= 0 and var blank ? line[..blank] : line;
        if (word.IsEmpty)
        {
            return default;
        }

        var version = word.ToString();
        return new(
            version,
            Released().Match(line.ToString()) is { Success: true } match
                && DateTimeOffset.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var released)
                ? released
                : null,
            BuildOf(version));
    }

    /// <summary>The number by which versions of the CLI are ordered, or null for another kind of version.</summary>
    public static long? BuildOf(string? version) =>
        Numbered().Match(version ?? "") is { Success: true } match && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var build) ? build : null;

    [GeneratedRegex(@"\(released ([^\s,)]+)")]
    private static partial Regex Released();

    // Seconds since 1970, so that no other scheme of numbers is taken for one.
    [GeneratedRegex(@"^0\.0\.(\d{10,})(?:-|$)")]
    private static partial Regex Numbered();
}
