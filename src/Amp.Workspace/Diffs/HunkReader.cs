using System.Globalization;
using System.Text;

namespace Amp.Workspace.Diffs;

/// <summary>Reads the hunks of one file's patch.</summary>
internal static class HunkReader
{
    public static IReadOnlyList<DiffHunk> Read(ReadOnlyMemory<byte> patch)
    {
        var hunks = new List<DiffHunk>();
        var rest = patch.Span;
        while (!rest.IsEmpty)
        {
            var line = PatchLines.Take(ref rest);
            if (line.StartsWith("@@ -"u8))
            {
                hunks.Add(ReadHunk(Encoding.UTF8.GetString(line), ref rest));
            }
        }

        return hunks;
    }

    private static DiffHunk ReadHunk(string header, ref ReadOnlySpan<byte> rest)
    {
        var (oldStart, oldLines, newStart, newLines, heading) = ReadHeader(header);
        var lines = new List<DiffLine>(oldLines + newLines);
        var (oldNumber, newNumber, oldLeft, newLeft) = (oldStart, newStart, oldLines, newLines);

        // By count, not by looks: a deleted line "-- x" looks like a header.
        while (oldLeft > 0 || newLeft > 0 || rest.StartsWith("\\"u8))
        {
            var line = PatchLines.Take(ref rest);
            if (line.StartsWith("\\"u8))
            {
                lines[^1] = lines[^1] with { HasNoLineEnd = true };
                continue;
            }

            var text = Encoding.UTF8.GetString(line.IsEmpty ? line : line[1..]);
            switch (line.IsEmpty ? (byte)' ' : line[0])
            {
                case (byte)'+':
                    lines.Add(new() { Kind = DiffLineKind.Added, Text = text, NewNumber = newNumber++ });
                    newLeft--;
                    break;
                case (byte)'-':
                    lines.Add(new() { Kind = DiffLineKind.Deleted, Text = text, OldNumber = oldNumber++ });
                    oldLeft--;
                    break;
                default:
                    lines.Add(new() { Kind = DiffLineKind.Context, Text = text, OldNumber = oldNumber++, NewNumber = newNumber++ });
                    oldLeft--;
                    newLeft--;
                    break;
            }
        }

        return new() { OldStart = oldStart, OldLines = oldLines, NewStart = newStart, NewLines = newLines, Heading = heading, Lines = lines };
    }

    // "@@ -1,2 +3 @@ heading": a count that is not there is 1.
    private static (int OldStart, int OldLines, int NewStart, int NewLines, string Heading) ReadHeader(string header)
    {
        var end = header.IndexOf(" @@", 3, StringComparison.Ordinal);
        var sides = header[4..end].Split(" +");
        var (oldStart, oldLines) = ReadSide(sides[0]);
        var (newStart, newLines) = ReadSide(sides[1]);
        return (oldStart, oldLines, newStart, newLines, header[(end + 3)..].TrimStart());
    }

    private static (int Start, int Lines) ReadSide(string side)
    {
        var comma = side.IndexOf(',', StringComparison.Ordinal);
        return comma < 0
            ? (int.Parse(side, CultureInfo.InvariantCulture), 1)
            : (int.Parse(side.AsSpan(0, comma), CultureInfo.InvariantCulture), int.Parse(side.AsSpan(comma + 1), CultureInfo.InvariantCulture));
    }
}
