using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amp.Streaming;

/// <summary>64 bytes without vectors, eight at a time in a 64-bit word. For processors (and tests) that have nothing wider.</summary>
internal readonly struct BlockScalar : IByteBlock<BlockScalar>
{
    private readonly Bytes _bytes;

    private BlockScalar(Bytes bytes) => _bytes = bytes;

    public static bool IsSupported => true;

    public ulong Stops => Quotes | Backslashes | Controls;

    public ulong Quotes => Where((byte)'"');

    public ulong Backslashes => Where((byte)'\\');

    public ulong Controls
    {
        get
        {
            ulong bits = 0;
            for (var i = 0; i < 8; i++)
            {
                // A byte below 0x20 has none of the upper three bits.
                bits |= Zeros(_bytes[i] & 0xE0E0E0E0E0E0E0E0) << (8 * i);
            }

            return bits;
        }
    }

    public ulong NonAscii
    {
        get
        {
            ulong bits = 0;
            for (var i = 0; i < 8; i++)
            {
                bits |= Gather(_bytes[i] & 0x8080808080808080) << (8 * i);
            }

            return bits;
        }
    }

    public ulong Escapable => Where((byte)'"') | Where((byte)'\\') | Where((byte)'/') | Where((byte)'b') | Where((byte)'f')
        | Where((byte)'n') | Where((byte)'r') | Where((byte)'t') | Where((byte)'u');

    public ulong LettersU => Where((byte)'u');

    public static BlockScalar Load(ref byte source)
    {
        Bytes bytes = default;
        for (var i = 0; i < 8; i++)
        {
            var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, 8 * i));
            bytes[i] = BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word);
        }

        return new(bytes);
    }

    public static ulong Utf8Errors(ref byte source)
    {
        ulong errors = 0;
        for (var i = 0; i < 64; i++)
        {
            var one = Unsafe.Add(ref source, i - 1);
            var pair = Utf8Table.FirstHigh[one >> 4] & Utf8Table.FirstLow[one & 0x0F] & Utf8Table.SecondHigh[Unsafe.Add(ref source, i) >> 4];
            var isDue = Unsafe.Add(ref source, i - 2) >= Utf8Table.ThreeBytes || Unsafe.Add(ref source, i - 3) >= Utf8Table.FourBytes;
            errors |= pair == (isDue ? Utf8Table.TwoContinuations : 0) ? 0 : 1UL << i;
        }

        return errors;
    }

    private ulong Where(byte value)
    {
        ulong bits = 0;
        for (var i = 0; i < 8; i++)
        {
            bits |= Zeros(_bytes[i] ^ (0x0101010101010101UL * value)) << (8 * i);
        }

        return bits;
    }

    // Exact for every byte, unlike the shorter (x - 0x01…) & ~x, which also marks a 1 above a 0.
    private static ulong Zeros(ulong word) => Gather(~(((word & 0x7F7F7F7F7F7F7F7F) + 0x7F7F7F7F7F7F7F7F) | word | 0x7F7F7F7F7F7F7F7F));

    // Brings the top bit of each byte together in eight bits, the first byte's lowest.
    private static ulong Gather(ulong word) => unchecked((word >> 7) * 0x0102040810204080) >> 56;

    [InlineArray(8)]
    [StructLayout(LayoutKind.Auto)]
    private struct Bytes
    {
        private ulong _first;
    }
}
