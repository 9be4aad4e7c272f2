using System.Buffers.Text;

namespace Amp.Streaming;

/// <summary>Names of fields, and other short words, that are written with escapes. They have to be understood, not to be fast.</summary>
internal static class JsonName
{
    /// <summary>Unescapes a short ASCII word.</summary>
    /// <returns>The word; empty when it does not fit into <paramref name="target"/> or is not ASCII, and so is none that is looked for.</returns>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> escaped, Span<byte> target)
    {
        var length = 0;
        for (var i = 0; i < escaped.Length; i++, length++)
        {
            if (length == target.Length)
            {
                return default;
            }

            int c = escaped[i];
            if (c == '\\')
            {
                c = escaped[++i];
                if (c == 'u')
                {
                    _ = Utf8Parser.TryParse(escaped.Slice(i + 1, 4), out ushort unit, out _, 'x');
                    (c, i) = (unit, i + 4);
                }
                else if (c is not ('"' or '\\' or '/'))
                {
                    // No word that is looked for holds a control character.
                    return default;
                }
            }

            if (c >= 0x80)
            {
                return default;
            }

            target[length] = (byte)c;
        }

        return target[..length];
    }

    /// <summary>Whether a string of the buffer is this word.</summary>
    public static bool Equals(ReadOnlySpan<byte> buffer, in JsonSlot slot, ReadOnlySpan<byte> word)
    {
        var text = slot.In(buffer);
        return slot.Shrink == 0 ? text.SequenceEqual(word) : Unescape(text, stackalloc byte[FieldNames.MaxLength]).SequenceEqual(word);
    }
}
