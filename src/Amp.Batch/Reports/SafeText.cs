using System.Globalization;
using System.Text;

namespace Amp.Batch.Reports;

/// <summary>Makes text that somebody else wrote harmless to show: it can neither move a cursor, nor turn the direction of what follows, nor break a line.</summary>
internal static class SafeText
{
    /// <summary>On one line: line breaks and tabs become blanks, other controls become visible.</summary>
    public static string OneLine(string text, int longest = int.MaxValue)
    {
        var line = Visible(text, keepLines: false);
        return line.Length <= longest ? line : Cut(line, longest - 1) + "…";
    }

    /// <summary>On its own lines: line breaks and tabs stay, other controls become visible.</summary>
    public static string Lines(string text) => Visible(text, keepLines: true);

    /// <summary>The beginning of a text, without tearing a character apart.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : Math.Max(length, 0))];

    private static string Visible(string text, bool keepLines)
    {
        StringBuilder? changed = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var shown = c switch
            {
                '\n' or '\t' => keepLines ? c : ' ',
                '\r' => keepLines && i + 1 < text.Length && text[i + 1] == '\n' ? '\0' : ' ',
                < ' ' => (char)('\u2400' + c),          // the control pictures: ␛ and the like
                '\u007f' => '\u2421',
                >= '\u0080' and <= '\u009f' => '\ufffd',   // C1: 0x9b is a CSI to some terminals
                '\u2028' or '\u2029' => ' ',
                _ when IsDirection(c) => '\ufffd',
                _ when char.IsSurrogate(c) && !IsPair(text, i) => '\ufffd',
                _ => c,
            };
            if (shown != c && changed is null)
            {
                changed = new StringBuilder(text.Length).Append(text, 0, i);
            }

            if (shown != '\0')
            {
                changed?.Append(shown);
            }
        }

        return changed?.ToString() ?? text;
    }

    private static bool IsDirection(char c) => c is '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private static bool IsPair(string text, int i) =>
        char.IsHighSurrogate(text[i]) ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) : i > 0 && char.IsHighSurrogate(text[i - 1]);

    /// <summary>How many columns of a terminal a text takes: wide characters two, combining ones none.</summary>
    public static int Columns(string text)
    {
        var columns = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            columns += Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0 : IsWide(rune.Value) ? 2 : 1;
        }

        return columns;
    }

    // The wide blocks of Unicode's East Asian Width, coarsely.
    private static bool IsWide(int c) =>
        c is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff) or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60)
            or (>= 0xffe0 and <= 0xffe6) or (>= 0x1f300 and <= 0x1faff) or (>= 0x20000 and <= 0x3fffd);
}
