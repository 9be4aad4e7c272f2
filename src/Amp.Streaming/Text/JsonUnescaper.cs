using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Amp.Streaming;

/// <summary>Turns the text of a well-formed JSON string into UTF-16.</summary>
/// <remarks>A lone surrogate such as <c>\ud800</c> is kept as it is: the CLI writes them, and a round trip must not lose them.</remarks>
internal static class JsonUnescaper
{
    /// <summary>Unescapes.</summary>
    /// <param name="source">What stands between the quotes: valid UTF-8, valid escapes.</param>
    /// <param name="target">Large enough for all of it.</param>
    /// <returns>The number of characters written.</returns>
    public static int Unescape(ReadOnlySpan<byte> source, Span<char> target) =>
        CompressingUnescaper.IsSupported ? CompressingUnescaper.Unescape(source, target) : UnescapePortably(source, target);

    /// <summary>The path for every processor: runs of plain text 16 bytes at a time, everything else one by one.</summary>
    public static int UnescapePortably(ReadOnlySpan<byte> source, Span<char> target)
    {
        var (read, written) = (0, 0);
        while (read < source.Length)
        {
            if (source.Length - read >= Vector128<byte>.Count && target.Length - written >= Vector128<byte>.Count)
            {
                var bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)read);
                var special = (Vector128.Equals(bytes, Vector128.Create((byte)'\\')) | Vector128.GreaterThan(bytes, Vector128.Create((byte)0x7F))).ExtractMostSignificantBits();

                // More may be written than is meant; the next round writes over it.
                var (lower, upper) = Vector128.Widen(bytes);
                ref var to = ref Unsafe.As<char, ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(target), written));
                lower.StoreUnsafe(ref to);
                upper.StoreUnsafe(ref to, 8);
                var plain = special == 0 ? Vector128<byte>.Count : BitOperations.TrailingZeroCount(special);
                read += plain;
                written += plain;
                if (special == 0)
                {
                    continue;
                }
            }

            One(source, ref read, target, ref written);
        }

        return written;
    }

    /// <summary>Reads one character or escape.</summary>
    public static void One(ReadOnlySpan<byte> source, ref int read, Span<char> target, ref int written)
    {
        var c = source[read];
        if (c == '\\')
        {
            c = source[read + 1];
            if (c == 'u')
            {
                target[written++] = (char)((Hex(source[read + 2]) << 12) | (Hex(source[read + 3]) << 8) | (Hex(source[read + 4]) << 4) | Hex(source[read + 5]));
                read += 6;
                return;
            }

            target[written++] = c switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                _ => (char)c,
            };
            read += 2;
        }
        else if (c < 0x80)
        {
            target[written++] = (char)c;
            read++;
        }
        else
        {
            Rune.DecodeFromUtf8(source[read..], out var rune, out var length);
            written += rune.EncodeToUtf16(target[written..]);
            read += length;
        }
    }

    // For a valid digit: the low nibble, and 9 more for a letter.
    private static int Hex(byte digit) => (digit & 0xF) + (9 * (digit >> 6));
}
