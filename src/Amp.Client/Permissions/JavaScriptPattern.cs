using System.Text;
using System.Text.RegularExpressions;

namespace Amp.Client.Permissions;

/// <summary>A regular expression of JavaScript, as the CLI compiles it: with the flag <c>m</c> and no other, found anywhere in the text.</summary>
/// <remarks>
/// <b>Why a translation.</b> The two languages are near, and differ where it would let something through: <c>$</c> before other ends of a line, <c>.</c>, <c>\s</c>, <c>\d</c>,
/// <c>\w</c> and <c>\b</c> beyond ASCII, letters that are an escape in one of them only. <c>RegexOptions.ECMAScript</c> knows neither look-behind nor JavaScript's <c>\s</c>.
/// <b>Source.</b> Runs of CLI 0.0.1776788459 with some hundred pairs of expression and text; see <c>PermissionEvaluationTests</c>.
/// </remarks>
internal sealed class JavaScriptPattern
{
    private const string EndOfLine = @"\n\r\u2028\u2029";
    private const string Word = "A-Za-z0-9_";
    private const string Space = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    // What follows a backslash inside of a class and means a set there, too.
    private const string NotSpace = @"\u0000-\u0008\u000e-\u001f\u0021-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff";
    private const string NotDigit = @"\u0000-\u002f\u003a-\uffff";
    private const string NotWord = @"\u0000-\u002f\u003a-\u0040\u005b-\u005e\u0060\u007b-\uffff";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly string _pattern;
    private readonly StringBuilder _result = new();
    private readonly int _groups;
    private int _at;

    private JavaScriptPattern(string pattern)
    {
        _pattern = pattern;
        _groups = CountGroups(pattern);
    }

    /// <returns><see langword="null"/> when JavaScript would not compile it.</returns>
    public static Regex? TryCompile(string pattern)
    {
        try
        {
            return new Regex(new JavaScriptPattern(pattern).Translate(), RegexOptions.CultureInvariant, Limit);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A glob with a star: it stands for any text without an end of a line, and the whole need fit one line of the text only.</summary>
    public static Regex OfGlob(string glob) => new(
        $@"(?<![^{EndOfLine}]){string.Join($"[^{EndOfLine}]*", glob.Split('*').Select(Regex.Escape))}(?![^{EndOfLine}])",
        RegexOptions.CultureInvariant,
        Limit);

    private string Translate()
    {
        while (_at < _pattern.Length)
        {
            var c = _pattern[_at++];
            switch (c)
            {
                case '\\':
                    Escape(isInClass: false);
                    break;
                case '.':
                    _result.Append($"[^{EndOfLine}]");
                    break;
                case '^':
                    _result.Append($@"(?<![^{EndOfLine}])");
                    break;
                case '$':
                    _result.Append($@"(?![^{EndOfLine}])");
                    break;
                case '[':
                    Class();
                    break;
                case '(' when Next is '?' && !IsGroupOfJavaScript():
                    throw new ArgumentException("JavaScript has no such group.");
                case '*' or '+' or '}' or '?' when Next is '+':
                    throw new ArgumentException("JavaScript has no possessive quantifier.");
                default:
                    _result.Append(c);
                    break;
            }
        }

        return _result.ToString();
    }

    private char Next => _at < _pattern.Length ? _pattern[_at] : '\0';

    // (?: (?= (?! (?<= (?<! (?<name>
    private bool IsGroupOfJavaScript() =>
        _at + 1 < _pattern.Length && (_pattern[_at + 1] is ':' or '=' or '!' || (_pattern[_at + 1] is '<' && _at + 2 < _pattern.Length && (_pattern[_at + 2] is '=' or '!' or '_' or '$' || char.IsLetter(_pattern[_at + 2]))));

    private void Class()
    {
        var isNegated = Next is '^';
        _at += isNegated ? 1 : 0;
        if (Next is ']')
        {
            // Nothing at all, and anything at all.
            _at++;
            _result.Append(isNegated ? @"[\u0000-\uffff]" : "(?!)");
            return;
        }

        _result.Append(isNegated ? "[^" : "[");
        while (Next is not ']')
        {
            if (_at >= _pattern.Length)
            {
                throw new ArgumentException("A class has no end.");
            }

            var c = _pattern[_at++];
            switch (c)
            {
                case '\\':
                    Escape(isInClass: true);
                    break;
                case '[':
                    _result.Append(@"\[");
                    break;
                // Between a set and anything it is a hyphen.
                case '-' when Next is '\\' && _at + 1 < _pattern.Length && "dDwWsS".Contains(_pattern[_at + 1], StringComparison.Ordinal):
                case '-' when _at >= 3 && _pattern[_at - 3] is '\\' && "dDwWsS".Contains(_pattern[_at - 2], StringComparison.Ordinal):
                    _result.Append(@"\-");
                    break;
                default:
                    _result.Append(c);
                    break;
            }
        }

        _at++;
        _result.Append(']');
    }

    private void Escape(bool isInClass)
    {
        if (_at >= _pattern.Length)
        {
            throw new ArgumentException("It ends in a backslash.");
        }

        var c = _pattern[_at++];
        _result.Append(c switch
        {
            'd' => Set("0-9", NotDigit, isNegated: false, isInClass),
            'D' => Set("0-9", NotDigit, isNegated: true, isInClass),
            'w' => Set(Word, NotWord, isNegated: false, isInClass),
            'W' => Set(Word, NotWord, isNegated: true, isInClass),
            's' => Set(Space, NotSpace, isNegated: false, isInClass),
            'S' => Set(Space, NotSpace, isNegated: true, isInClass),
            'b' when isInClass => @"\b",
            'b' => $"(?:(?<=[{Word}])(?![{Word}])|(?<![{Word}])(?=[{Word}]))",
            'B' when !isInClass => $"(?:(?<=[{Word}])(?=[{Word}])|(?<![{Word}])(?![{Word}]))",
            't' or 'n' or 'v' or 'f' or 'r' => $@"\{c}",
            'x' when IsHex(2) => Take(2, 'x'),
            'u' when IsHex(4) => Take(4, 'u'),
            'k' when !isInClass && _pattern.Contains("(?<", StringComparison.Ordinal) => @"\k",
            >= '1' and <= '9' when !isInClass && c - '0' <= _groups => $@"(?:\{c})",
            '0' => @"\0",
            >= '1' and <= '7' => $@"\u{c - '0':x4}",
            _ when char.IsAsciiLetterOrDigit(c) => c.ToString(),   // itself, whatever it is an escape for in .NET
            _ => $@"\{c}",
        });
    }

    private static string Set(string set, string others, bool isNegated, bool isInClass) => isInClass ? (isNegated ? others : set) : $"[{(isNegated ? "^" : "")}{set}]";

    private bool IsHex(int digits) => _at + digits <= _pattern.Length && _pattern.Skip(_at).Take(digits).All(char.IsAsciiHexDigit);

    private string Take(int digits, char kind)
    {
        var text = $@"\{kind}{_pattern.AsSpan(_at, digits)}";
        _at += digits;
        return text;
    }

    private static int CountGroups(string pattern)
    {
        var (groups, isInClass) = (0, false);
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    isInClass = true;
                    break;
                case ']':
                    isInClass = false;
                    break;
                case '(' when !isInClass && (i + 1 >= pattern.Length || pattern[i + 1] is not '?' || (i + 3 < pattern.Length && pattern[i + 2] is '<' && pattern[i + 3] is not ('=' or '!'))):
                    groups++;
                    break;
            }
        }

        return groups;
    }
}
