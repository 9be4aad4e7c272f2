using System.Text.RegularExpressions;

namespace Amp.Client.Cli;

/// <summary>The values that the text of a flag lists in brackets.</summary>
/// <param name="Values">The values.</param>
/// <param name="IsOpen">Whether the text says that there may be others.</param>
internal sealed partial record ValueList(IReadOnlyList<string> Values, bool IsOpen)
{
    /// <returns>Null when the text lists none: brackets hold remarks too.</returns>
    public static ValueList? Find(string text)
    {
        var start = text.IndexOf('(', StringComparison.Ordinal);
        var end = start < 0 ? -1 : ClosingBracket(text, start);
        if (end < 0)
        {
            return null;
        }

        var inner = text[(start + 1)..end];
        // "known: fast, Faster serving …; plaid, …": the name of each, then what it is.
        return inner.StartsWith("known:", StringComparison.Ordinal)
            ? new([.. inner["known:".Length..].Split(';').Select(static item => item.Split(',')[0].Trim()).Where(static item => Token().IsMatch(item))], IsOpen: true)
            : OfTokens(inner.StartsWith("choices:", StringComparison.Ordinal) ? inner["choices:".Length..] : inner);
    }

    private static ValueList? OfTokens(string list)
    {
        List<string> values = [];
        var isOpen = false;
        foreach (var item in list.Split(',', StringSplitOptions.TrimEntries).Select(static item => item.Trim('"', '\'')))
        {
            if (item.StartsWith("or ", StringComparison.Ordinal) && !Token().IsMatch(item["or ".Length..]))
            {
                isOpen = true;   // "low, medium, high, ultra, or a plugin mode by key"
                break;
            }

            var value = item.StartsWith("or ", StringComparison.Ordinal) ? item["or ".Length..] : item;
            if (!Token().IsMatch(value))
            {
                return null;
            }

            isOpen |= value.Contains('<', StringComparison.Ordinal);   // "runner:<id>"
            values.Add(value);
        }

        return values.Count > 1 ? new(values, isOpen) : null;
    }

    private static int ClosingBracket(string text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    [GeneratedRegex(@"^[\w.:<>@/-]+$")]
    private static partial Regex Token();
}
