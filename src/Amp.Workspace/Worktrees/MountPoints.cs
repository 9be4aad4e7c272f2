using System.Globalization;
using System.Text.RegularExpressions;

namespace Amp.Workspace.Worktrees;

/// <summary>Finds what is mounted inside of a folder: to delete the folder would delete somebody's files on another file system. Only Linux tells.</summary>
internal static partial class MountPoints
{
    private const string List = "/proc/self/mountinfo";

    /// <returns>A place below the folder where something is mounted, or <see langword="null"/>.</returns>
    public static string? FindBelow(string folder) => OperatingSystem.IsLinux() && File.Exists(List) ? FindBelow(folder, File.ReadLines(List)) : null;

    /// <param name="folder">The folder, without links on the way to it.</param>
    /// <param name="mounts">Lines of <c>proc(5)</c>: the fifth field is the place, with odd characters as <c>\040</c>.</param>
    internal static string? FindBelow(string folder, IEnumerable<string> mounts) =>
        mounts.Select(line => line.Split(' ')).Where(fields => fields.Length > 4)
            .Select(fields => Octal().Replace(fields[4], match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString(CultureInfo.InvariantCulture)))
            .FirstOrDefault(place => WorktreeLayout.IsInside(place, folder));

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
