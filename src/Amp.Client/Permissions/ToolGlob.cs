using System.Text;
using System.Text.RegularExpressions;

namespace Amp.Client.Permissions;

/// <summary>The glob that a rule names tools by.</summary>
/// <remarks>
/// <b>Source.</b> Runs of CLI 0.0.1767830505, 0.0.1774569934 and 0.0.1776788459: upper and lower case are the same; without one of <c>* ? [ {</c> it is a name; with one of them, it is
/// a glob as <c>picomatch</c> reads it, in which <c>[!x]</c> is no negation and <c>[^x]</c> is. Names of tools hold letters, digits, <c>_</c> and <c>-</c>.
/// </remarks>
internal static class ToolGlob
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public static bool Matches(string glob, string tool)
    {
        if (glob.AsSpan().IndexOfAny("*?[{") < 0)
        {
            return string.Equals(glob, tool, StringComparison.OrdinalIgnoreCase);
        }

        // As a whole, so that [A-C] is [a-c].
        glob = glob.ToLowerInvariant();
        var marks = glob.Length - glob.TrimStart('!').Length;
        marks -= marks > 0 && marks < glob.Length && glob[marks] is '(' ? 1 : 0;
        var isNegated = marks % 2 == 1;
        try
        {
            var position = marks;
            var expression = Translate(glob, ref position, end: '\0');
            return Regex.IsMatch(tool.ToLowerInvariant(), $@"\A(?:{expression})\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, Limit) != isNegated;
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Translate(string glob, ref int at, char end)
    {
        var result = new StringBuilder();
        while (at < glob.Length && glob[at] != end)
        {
            var c = glob[at++];
            switch (c)
            {
                case '\\' when at < glob.Length:
                    result.Append(Regex.Escape(glob[at++].ToString()));
                    break;
                case '*' or '?' or '+' or '@' or '!' when at < glob.Length && glob[at] is '(':
                    Extended(glob, ref at, c, result);
                    break;
                case '+' when at > 1 && glob[at - 2] is ']' or ')' or '}':
                    result.Append(c);   // of what the brackets hold
                    break;
                case '*':
                    Star(glob, ref at, result);
                    break;
                case '?':
                    result.Append('.');
                    break;
                case '[' when EndOfClass(glob, at) is { } close:
                    result.Append('[').Append(Class(glob[at..close])).Append(']');
                    at = close + 1;
                    break;
                case '{' when Braces(glob, ref at) is { } alternatives:
                    result.Append(alternatives);
                    break;
                case '(' when Group(glob, ref at) is { } group:
                    result.Append(group);
                    break;
                case '|' when end is ')':
                    result.Append(c);
                    break;
                default:
                    result.Append(Regex.Escape(c.ToString()));
                    break;
            }
        }

        return result.ToString();
    }

    // Of two stars between slashes, the slashes may be left out, too.
    private static void Star(string glob, ref int at, StringBuilder result)
    {
        var isFirst = at == 1;
        while (at < glob.Length && glob[at] is '*')
        {
            at++;
        }

        if (isFirst && at > 1 && at < glob.Length && glob[at] is '/')
        {
            at++;
            result.Append("(?:.*/)?");
            return;
        }

        if (at == glob.Length && result.Length > 0 && result[^1] is '/' && glob.EndsWith("/**", StringComparison.Ordinal))
        {
            result.Length--;
            result.Append("(?:/.*)?");
            return;
        }

        result.Append(".*");
    }

    private static string Class(string members) =>
        Regex.Replace(members, @"\\(?![dswDSW])", "").Replace("[:alpha:]", "a-z", StringComparison.Ordinal).Replace("[:lower:]", "a-z", StringComparison.Ordinal).Replace("[:upper:]", "", StringComparison.Ordinal).Replace("[:digit:]", "0-9", StringComparison.Ordinal) switch
        {
            ['^', .. var rest] => "^" + Escape(rest),
            var all => Escape(all),
        };

    private static string Escape(string members) => members.Replace("[", @"\[", StringComparison.Ordinal).Replace("]", @"\]", StringComparison.Ordinal);

    private static void Extended(string glob, ref int at, char kind, StringBuilder result)
    {
        at++;
        if (Group(glob, ref at) is not { } inner)
        {
            at--;
            result.Append(kind is '*' ? ".*" : kind is '?' ? "." : Regex.Escape(kind.ToString()));
            return;
        }

        result.Append(kind switch
        {
            '!' => $"(?:(?!{inner}{Rest(glob, at)}\\z).*)",
            '@' => inner,
            _ => inner + kind,
        });
    }

    private static string? Group(string glob, ref int at)
    {
        var position = at;
        var inner = Translate(glob, ref position, end: ')');
        if (position >= glob.Length)
        {
            return null;
        }

        at = position + 1;
        return $"(?:{inner})";
    }

    // The first character may be the bracket itself; [:alpha:] has one of its own.
    private static int? EndOfClass(string glob, int at)
    {
        for (var i = at; i < glob.Length; i++)
        {
            if (glob.AsSpan(i).StartsWith("[:") && glob.IndexOf(":]", i, StringComparison.Ordinal) is > 0 and var close)
            {
                i = close + 1;
            }
            else if (glob[i] is ']' && i > at && !(i == at + 1 && glob[at] is '^'))
            {
                return i;
            }
        }

        return null;
    }

    private static string Rest(string glob, int at)
    {
        var position = at;
        return Translate(glob, ref position, end: '\0');
    }

    /// <returns><see langword="null"/> when the brace is just a brace.</returns>
    private static string? Braces(string glob, ref int at)
    {
        var (depth, start) = (1, at);
        List<int> commas = [];
        for (var i = at; i < glob.Length; i++)
        {
            depth += glob[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 1 && glob[i] is ',')
            {
                commas.Add(i);
            }

            if (depth > 0)
            {
                continue;
            }

            var range = glob[start..i].Split("..");
            if (commas.Count == 0 && !(range is [{ Length: 1 }, { Length: 1 }]))
            {
                return null;
            }

            at = i + 1;
            return commas.Count == 0
                ? $"[{Regex.Escape(range[0])}-{Regex.Escape(range[1])}]"
                : $"(?:{string.Join('|', Parts(glob, start, i, commas))})";
        }

        return null;
    }

    private static IEnumerable<string> Parts(string glob, int start, int end, List<int> commas)
    {
        foreach (var comma in commas.Append(end))
        {
            var position = 0;
            yield return Translate(glob[start..comma], ref position, end: '\0');
            start = comma + 1;
        }
    }
}
