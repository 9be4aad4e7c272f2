using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Amp.Streaming;

internal ref partial struct Scan<TBlock>
{
    private const int BlockSize = 64;

    /// <summary>Reads a string, from the byte after its opening quote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int String(int pos, ref JsonSlot slot)
    {
        // Most strings are names and ids: plain ASCII that ends within the first block.
        if (pos + BlockSize <= _readable)
        {
            var block = TBlock.Load(ref Unsafe.Add(ref _base, pos));
            var stops = block.Stops;
            var length = BitOperations.TrailingZeroCount(stops);
            if (length < BlockSize && At(pos + length) == '"' && (block.NonAscii & (stops ^ (stops - 1))) == 0)
            {
                slot.Start = pos;
                slot.Length = length;
                slot.Shrink = 0;
                slot.Kind = JsonKind.String;
                return pos + length + 1;
            }
        }

        return AnyString(pos, ref slot);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly int AnyString(int start, ref JsonSlot slot)
    {
        var pos = start;
        ulong carry = 0;
        ulong open = 0;
        var shrink = 0;
        var isAscii = true;
        var isUtf8 = true;
        var isAtEdge = false;
        while (true)
        {
            var block = pos + BlockSize <= _readable ? TBlock.Load(ref Unsafe.Add(ref _base, pos)) : LoadTail(pos);
            var backslashes = block.Backslashes;
            ulong stops, seen;
            if ((backslashes | carry) == 0)
            {
                stops = block.Stops;
                seen = stops ^ (stops - 1);
            }
            else
            {
                var escaped = Escaped(backslashes, ref carry);
                stops = (block.Quotes & ~escaped) | block.Controls;

                // Up to the first stop and with it; all ones when there is none.
                seen = stops ^ (stops - 1);
                escaped &= seen;
                shrink += BitOperations.PopCount(escaped);
                var wrong = escaped & ~block.Escapable & ~stops;
                var unicode = escaped & block.LettersU;
                if ((wrong | unicode) != 0)
                {
                    var bad = CheckEscapes(pos, wrong, unicode);
                    if (bad >= 0)
                    {
                        return Fail(bad);
                    }

                    shrink += 4 * BitOperations.PopCount(unicode);
                }
            }

            // A character that the block before left open must end in this one.
            var nonAscii = block.NonAscii & seen;
            if ((nonAscii | open) != 0)
            {
                isAscii = false;
                open = nonAscii >> (BlockSize - 3);
                if (pos >= 3 && pos + BlockSize <= _readable)
                {
                    // The quote at the end is looked at as well: it is an error where a character breaks off before it.
                    isUtf8 &= (TBlock.Utf8Errors(ref Unsafe.Add(ref _base, pos)) & seen) == 0;
                }
                else
                {
                    // Too little to look at before or behind: the whole string is looked at when its end is known.
                    isAtEdge = true;
                }
            }

            if (stops == 0)
            {
                pos += BlockSize;
                continue;
            }

            pos += BitOperations.TrailingZeroCount(stops);
            if (At(pos) != '"')
            {
                return Fail(pos);
            }

            slot.Start = start;
            slot.Length = pos - start;
            slot.Shrink = shrink;
            slot.Kind = isAscii ? JsonKind.String : JsonKind.StringNonAscii;
            if (!isUtf8 || (isAtEdge && !Utf8.IsValid(Text(start, pos - start))))
            {
                _index.HasInvalidUtf8 = true;
            }

            return pos + 1;
        }
    }

    /// <summary>Marks the bytes that a backslash escapes, with no loop over the runs of backslashes.</summary>
    /// <remarks>
    /// The arithmetic of simdjson. In a run of backslashes every second one is escaped; subtracting the first of each run from
    /// the odd positions makes the borrow run through it, which tells the even ones from the odd ones. <paramref name="carry"/>
    /// is 1 when the last byte of the block before escapes the first of this one.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Escaped(ulong backslashes, ref ulong carry)
    {
        const ulong Odd = 0xAAAAAAAAAAAAAAAA;
        var starts = backslashes & ~carry;
        var afterOdd = ((starts << 1) | Odd) - starts;
        var escapeAndEscaped = afterOdd ^ Odd;
        var escaped = escapeAndEscaped ^ (backslashes | carry);
        carry = (escapeAndEscaped & backslashes) >> 63;
        return escaped;
    }

    // Gives the first byte of an escape that is not one; -1 when all are well.
    private readonly int CheckEscapes(int pos, ulong wrong, ulong unicode)
    {
        var first = wrong == 0 ? int.MaxValue : pos + BitOperations.TrailingZeroCount(wrong);
        for (; unicode != 0; unicode &= unicode - 1)
        {
            var at = pos + BitOperations.TrailingZeroCount(unicode) + 1;
            for (var i = at; i < at + 4; i++)
            {
                // The line break at the end is no digit, so this never reads beyond it.
                if (!char.IsAsciiHexDigit((char)At(i)))
                {
                    return Math.Min(first, i);
                }
            }
        }

        return first == int.MaxValue ? -1 : first;
    }

    // The end of the buffer, filled up with line breaks, which end every string.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly TBlock LoadTail(int pos)
    {
        Span<byte> tail = stackalloc byte[BlockSize];
        for (var i = 0; i < BlockSize; i++)
        {
            tail[i] = (byte)'\n';
        }

        Text(pos, _readable - pos).CopyTo(tail);
        return TBlock.Load(ref tail[0]);
    }
}
