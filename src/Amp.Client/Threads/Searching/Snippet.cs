using System.Text;

namespace Amp.Client.Threads;

/// <summary>A piece of a text, in one line, with what was found in it.</summary>
internal readonly record struct Snippet(string Text, int Start, int Length)
{
    public static Snippet Of(string text, int at, int length, int context)
    {
        var from = Math.Max(0, at - context);
        var to = (int)Math.Min(text.Length, (long)at + length + context);

        // Not between the two halves of a character.
        from -= from > 0 && char.IsLowSurrogate(text[from]) && char.IsHighSurrogate(text[from - 1]) ? 1 : 0;
        to += to < text.Length && to > 0 && char.IsLowSurrogate(text[to]) && char.IsHighSurrogate(text[to - 1]) ? 1 : 0;

        var line = new StringBuilder(from > 0 ? "…" : "");
        Add(text.AsSpan(from, at - from));
        var start = line.Length;
        Add(text.AsSpan(at, length));
        var end = line.Length;
        Add(text.AsSpan(at + length, to - at - length));
        return new(line.Append(to < text.Length ? "…" : "").ToString(), start, end - start);

        void Add(ReadOnlySpan<char> piece)
        {
            foreach (var character in piece)
            {
                line.Append(char.IsWhiteSpace(character) || char.IsControl(character) ? ' ' : character);
            }
        }
    }
}
