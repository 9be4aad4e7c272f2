using System.Text;

namespace Amp.Client.Permissions;

/// <summary>A word of a rule's text, or the end of a line.</summary>
/// <param name="Text">The word, without its quotes.</param>
/// <param name="IsQuoted">Whether it stood in quotes.</param>
/// <param name="IsEnd">Whether it is the end of a line.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Column">Where it begins, from 1.</param>
internal sealed record RuleToken(string Text, bool IsQuoted, bool IsEnd, int Line, int Column)
{
    public bool IsOption => !IsQuoted && Text.Length > 2 && Text.StartsWith("--", StringComparison.Ordinal);

    public FormatException Problem(string problem) => new($"Permission rules, line {Line}, column {Column}: {problem}");

    /// <exception cref="FormatException">A quote has no end, or a character must stand in quotes.</exception>
    public static IEnumerable<RuleToken> In(string text)
    {
        var (at, line, start) = (0, 1, 0);
        while (at < text.Length)
        {
            var c = text[at];
            var here = new RuleToken("", false, false, line, at - start + 1);
            if (c is '\n')
            {
                yield return here with { IsEnd = true };
                at++;
                (line, start) = (line + 1, at);
            }
            else if (c is ' ' or '\t' or '\r')
            {
                at++;
            }
            else if (c is '#')
            {
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
            }
            else if (c is '\'' or '"')
            {
                var word = Quoted(text, ref at, here);
                yield return here with { Text = word, IsQuoted = true };
                for (var i = 0; i < word.Length; i++)
                {
                    if (word[i] is '\n')
                    {
                        line++;
                        start = text.LastIndexOf('\n', at - 1) + 1;
                    }
                }
            }
            else
            {
                yield return here with { Text = Plain(text, ref at, here) };
            }
        }

        yield return new RuleToken("", false, IsEnd: true, line, at - start + 1);
    }

    // A backslash stands for itself, unless the quote follows.
    private static string Quoted(string text, ref int at, RuleToken here)
    {
        var quote = text[at++];
        var word = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            at += text[at] is '\\' && at + 1 < text.Length && text[at + 1] == quote ? 1 : 0;
            word.Append(text[at++]);
        }

        if (at++ >= text.Length)
        {
            throw here.Problem("the quote has no end.");
        }

        return word.ToString();
    }

    private static string Plain(string text, ref int at, RuleToken here)
    {
        var begin = at;
        while (at < text.Length && text[at] is not (' ' or '\t' or '\r' or '\n' or '#'))
        {
            if (!(char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.' or '-' or '*'))
            {
                throw (here with { Column = here.Column + at - begin }).Problem($"'{text[at]}' must stand in quotes.");
            }

            at++;
        }

        return text[begin..at];
    }
}
