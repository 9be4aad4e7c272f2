using System.Buffers;
using System.Text;

namespace Amp.Streaming;

/// <summary>Writes strings as <c>JSON.stringify</c> does: that is what makes a line come out byte for byte as the CLI wrote it.</summary>
/// <remarks>
/// Escaped are only quotes, backslashes, control characters below 0x20 (by their letter where there is one) and lone
/// surrogates (in lower case). Everything else stays as it is, U+2028 and U+007F included.
/// </remarks>
internal static class JsonStringWriter
{
    // Every character that may need an escape; a surrogate needs one only when it is alone.
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(static c => (char)c), '"', '\\', .. Enumerable.Range(0xD800, 0x800).Select(static c => (char)c)]);

    /// <summary>Writes a string with its quotes.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        output.Write("\""u8);
        while (text.Length > 0)
        {
            var plain = text.IndexOfAny(Special);
            plain = plain < 0 ? text.Length : plain;
            Encoding.UTF8.GetBytes(text[..plain], output);
            text = text[plain..];
            if (text.Length > 0)
            {
                text = text[WriteSpecial(output, text)..];
            }
        }

        output.Write("\""u8);
    }

    // Writes the first character, or the first two when they are one code point, and says how many.
    private static int WriteSpecial(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        var c = text[0];
        if (char.IsHighSurrogate(c) && text.Length > 1 && char.IsLowSurrogate(text[1]))
        {
            Encoding.UTF8.GetBytes(text[..2], output);
            return 2;
        }

        var letter = c switch
        {
            '"' => (byte)'"',
            '\\' => (byte)'\\',
            '\b' => (byte)'b',
            '\f' => (byte)'f',
            '\n' => (byte)'n',
            '\r' => (byte)'r',
            '\t' => (byte)'t',
            _ => default,
        };
        if (letter != default)
        {
            output.Write([(byte)'\\', letter]);
            return 1;
        }

        var digits = "0123456789abcdef"u8;
        output.Write([(byte)'\\', (byte)'u', digits[c >> 12], digits[(c >> 8) & 0xF], digits[(c >> 4) & 0xF], digits[c & 0xF]]);
        return 1;
    }
}
