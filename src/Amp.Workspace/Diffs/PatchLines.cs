namespace Amp.Workspace.Diffs;

/// <summary>Takes a patch apart at its line feeds, and at the places where a file begins.</summary>
internal static class PatchLines
{
    private static ReadOnlySpan<byte> FileHeader => "diff --git "u8;

    /// <summary>The next line, without its line feed.</summary>
    public static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return line;
    }

    /// <summary>The parts of a patch, one for each <c>diff --git</c> line. Inside a part no line begins so: lines of text have a sign before them, and lines of binary data have no spaces.</summary>
    public static List<ReadOnlyMemory<byte>> Sections(ReadOnlyMemory<byte> patch)
    {
        var sections = new List<ReadOnlyMemory<byte>>();
        var start = 0;
        var position = 0;
        while (position < patch.Length)
        {
            if (position > start && patch.Span[position..].StartsWith(FileHeader))
            {
                sections.Add(patch[start..position]);
                start = position;
            }

            var end = patch.Span[position..].IndexOf((byte)'\n');
            position = end < 0 ? patch.Length : position + end + 1;
        }

        if (start < patch.Length)
        {
            sections.Add(patch[start..]);
        }

        return sections;
    }
}
