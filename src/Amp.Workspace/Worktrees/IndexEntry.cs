namespace Amp.Workspace.Worktrees;

/// <summary>An entry of git's index.</summary>
/// <param name="Tag"><c>H</c>; in small letters when git was told to look away from changes; <c>S</c> when the file is not checked out.</param>
/// <param name="Mode">Its mode in octal; <c>160000</c> is a submodule.</param>
/// <param name="Sha">Its object.</param>
/// <param name="Stage">0, or 1 to 3 in a conflict.</param>
/// <param name="Path">Its path.</param>
internal sealed record IndexEntry(char Tag, string Mode, string Sha, int Stage, string Path)
{
    public const string Submodule = "160000";

    /// <summary>Changes of its file do not show in a status.</summary>
    public bool IsHidden => char.IsAsciiLetterLower(Tag) || Tag is 'S';

    /// <summary>Reads <c>git ls-files -s -v -z</c>, and keeps only what a status does not tell: submodules, conflicts and hidden entries.</summary>
    public static IReadOnlyList<IndexEntry> ReadSpecial(GitResult result)
    {
        var entries = new List<IndexEntry>();
        var rest = result.Output.Span;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)0);
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];

            // H 100644 sha 0<tab>path: nearly all lines end here, without a string made.
            var tab = line.IndexOf((byte)'\t');
            if (tab > 9 && (line[0] != (byte)'H' || line[2..8].SequenceEqual("160000"u8) || line[tab - 1] != (byte)'0'))
            {
                var text = System.Text.Encoding.UTF8.GetString(line);
                var fields = text[..text.IndexOf('\t', StringComparison.Ordinal)].Split(' ');
                entries.Add(new(fields[0][0], fields[1], fields[2], fields[3][0] - '0', text[(text.IndexOf('\t', StringComparison.Ordinal) + 1)..]));
            }
        }

        return entries;
    }
}
