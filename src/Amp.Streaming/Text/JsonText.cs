using System.Buffers;
using System.Text;

namespace Amp.Streaming;

/// <summary>Makes text of JSON strings that a scanner has found to be well-formed.</summary>
internal static class JsonText
{
    /// <summary>Makes a string: one allocation, of the exact size.</summary>
    public static string Of(ReadOnlySpan<byte> buffer, in JsonSlot slot)
    {
        var text = slot.In(buffer);
        if (slot.Shrink != 0)
        {
            return string.Create(CharCount(text, slot), text, static (target, source) => JsonUnescaper.Unescape(source, target));
        }

        // ASCII is Latin 1 too, and Latin 1 is widened without a check.
        return slot.Kind is JsonKind.String ? Encoding.Latin1.GetString(text) : Encoding.UTF8.GetString(text);
    }

    /// <summary>The number of UTF-16 characters of a string.</summary>
    public static int CharCount(ReadOnlySpan<byte> escaped, in JsonSlot slot) =>
        (slot.Kind is JsonKind.String ? escaped.Length : Encoding.UTF8.GetCharCount(escaped)) - slot.Shrink;

    /// <summary>Makes a string of escaped text of which nothing else is known.</summary>
    public static string OfEscaped(ReadOnlySpan<byte> escaped)
    {
        if (escaped.IndexOf((byte)'\\') < 0)
        {
            return Encoding.UTF8.GetString(escaped);
        }

        var chars = ArrayPool<char>.Shared.Rent(escaped.Length);
        try
        {
            return new(chars, 0, JsonUnescaper.Unescape(escaped, chars));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }
}
