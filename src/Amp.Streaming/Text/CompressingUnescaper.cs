using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Amp.Streaming;

/// <summary>Unescapes 64 bytes at a time, where the processor can squeeze bytes out of a vector (AVX-512 VBMI2: Ice Lake, Zen 4 and later).</summary>
/// <remarks>
/// In a block the letters behind backslashes are replaced by what they stand for, the backslashes are squeezed out, and the
/// rest is widened. A block is taken up to the first <c>\u</c> or the first character outside ASCII, which is read alone.
/// </remarks>
internal static class CompressingUnescaper
{
    private const int BlockSize = 64;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512Vbmi2.IsSupported && Avx512Vbmi.IsSupported;

    public static int Unescape(ReadOnlySpan<byte> source, Span<char> target)
    {
        Span<byte> lastBytes = stackalloc byte[BlockSize];
        Span<char> lastChars = stackalloc char[BlockSize];
        var (read, written) = (0, 0);
        while (read < source.Length)
        {
            var left = source.Length - read;
            int plain;
            if (left >= BlockSize && target.Length - written >= BlockSize)
            {
                plain = Block(
                    ref Unsafe.Add(ref MemoryMarshal.GetReference(source), read),
                    BlockSize,
                    ref Unsafe.Add(ref MemoryMarshal.GetReference(target), written),
                    out var count);
                (read, written) = (read + plain, written + count);
            }
            else
            {
                // The end is done aside, where there is room for a whole block.
                left = Math.Min(left, BlockSize);
                source.Slice(read, left).CopyTo(lastBytes);
                plain = Block(ref lastBytes[0], left, ref lastChars[0], out var count);
                lastChars[..count].CopyTo(target[written..]);
                (read, written) = (read + plain, written + count);
            }

            if (plain < BlockSize && read < source.Length)
            {
                JsonUnescaper.One(source, ref read, target, ref written);
            }
        }

        return written;
    }

    /// <summary>Unescapes up to 64 bytes, of which the first is not escaped.</summary>
    /// <returns>How many bytes were read; fewer than all when what follows must be read alone.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Block(ref byte source, int length, ref char target, out int count)
    {
        var bytes = Vector512.LoadUnsafe(ref source);
        var backslashes = Vector512.Equals(bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits();
        var stops = bytes.ExtractMostSignificantBits();
        if (length < BlockSize)
        {
            stops |= ulong.MaxValue << length;
        }

        if (backslashes != 0)
        {
            ulong carry = 0;
            var escaped = Scan<Block512>.Escaped(backslashes, ref carry);

            // An escape of six bytes, or one that the end of the block cuts, stops at its backslash.
            var unicode = escaped & Vector512.Equals(bytes, Vector512.Create((byte)'u')).ExtractMostSignificantBits();
            stops |= (unicode >> 1) | (carry << 63);
            var letters = escaped & Vector512.GreaterThan(bytes, Vector512.Create((byte)0x60)).ExtractMostSignificantBits();
            bytes = Vector512.ConditionalSelect(Spread(letters), Avx512Vbmi.PermuteVar64x8(Replacements, bytes), bytes);
            var kept = ~(backslashes & ~escaped);
            bytes = Avx512Vbmi2.Compress(Vector512<byte>.Zero, Spread(kept), bytes);
            var taken = stops == 0 ? ulong.MaxValue : (stops & (0 - stops)) - 1;
            count = BitOperations.PopCount(kept & taken);
        }
        else
        {
            count = BitOperations.TrailingZeroCount(stops);
        }

        var (lower, upper) = Vector512.Widen(bytes);
        lower.StoreUnsafe(ref Unsafe.As<char, ushort>(ref target));
        upper.StoreUnsafe(ref Unsafe.As<char, ushort>(ref target), 32);
        return BitOperations.TrailingZeroCount(stops);
    }

    // What b f n r t stand for, at the lower six bits of their codes.
    private static Vector512<byte> Replacements
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, (byte)'\b', 0, 0, 0, (byte)'\f', 0, 0, 0, 0, 0, 0, 0, (byte)'\n', 0,
            0, 0, (byte)'\r', 0, (byte)'\t', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    // One byte of ones for each bit that is set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Spread(ulong bits)
    {
        var eights = Avx512BW.Shuffle(Vector512.Create(bits).AsByte(), Vector512.Create(
            0x0000000000000000UL, 0x0101010101010101UL, 0x0202020202020202UL, 0x0303030303030303UL,
            0x0404040404040404UL, 0x0505050505050505UL, 0x0606060606060606UL, 0x0707070707070707UL).AsByte());
        var bit = Vector512.Create(0x8040201008040201UL).AsByte();
        return Vector512.Equals(eights & bit, bit);
    }
}
