using System.Globalization;
using System.Text;

namespace Amp.Testing;

/// <summary>Writes text into a JSON string exactly as <c>JSON.stringify</c> does, which is what the CLI writes with.</summary>
internal static class JsonStringLiteral
{
    /// <summary>Gives the text with its quotes.</summary>
    public static string Quote(string text) => $"\"{Escape(text)}\"";

    /// <summary>Gives what stands between the quotes.</summary>
    /// <remarks>
    /// Not <c>JavaScriptEncoder</c>: none of its encoders leaves U+2028, U+007F, U+FEFF and no-break spaces as they are, and the
    /// CLI does. Only quotes, backslashes, control characters and lone surrogates are escaped.
    /// </remarks>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped.Append(c).Append(text[++i]);
            }
            else if (c < ' ' || char.IsSurrogate(c) || c is '"' or '\\')
            {
                Append(escaped, c);
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }

    private static void Append(StringBuilder escaped, char c) => _ = c switch
    {
        '"' => escaped.Append("\\\""),
        '\\' => escaped.Append(@"\\"),
        '\b' => escaped.Append("\\b"),
        '\f' => escaped.Append("\\f"),
        '\n' => escaped.Append("\\n"),
        '\r' => escaped.Append("\\r"),
        '\t' => escaped.Append("\\t"),
        _ => escaped.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
    };
}
