using System.Text;

namespace Amp.Client.Authentication;

/// <summary>Splits a command line into a program and its arguments, without a shell.</summary>
/// <remarks>
/// Words end at white space. Within <c>'…'</c> everything stands for itself; within <c>"…"</c> too, but for <c>\"</c> and <c>\\</c>. Quoted and
/// unquoted parts that touch are one word. Nothing else is special: no variables, no <c>~</c>, no globs, no pipes, and no backslash outside of <c>"…"</c>.
/// </remarks>
internal static class CommandWords
{
    /// <exception cref="FormatException">A quotation is not closed, or there is no word.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var isInWord = false;
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote is null && char.IsWhiteSpace(c))
            {
                EndWord();
            }
            else if (quote is null && c is '\'' or '"' || c == quote)
            {
                quote = quote is null ? c : null;
                isInWord = true;
            }
            else
            {
                if (quote == '"' && c == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\')
                {
                    c = text[++i];
                }

                word.Append(c);
                isInWord = true;
            }
        }

        EndWord();
        return quote is not null ? throw new FormatException($"a quotation that begins with {quote} is not closed")
            : words is [not "", ..] ? words
            : throw new FormatException("it names no program");

        void EndWord()
        {
            if (isInWord)
            {
                words.Add(word.ToString());
                word.Clear();
                isInWord = false;
            }
        }
    }
}
