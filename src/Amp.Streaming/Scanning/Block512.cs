using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Amp.Streaming;

/// <summary>64 bytes as one vector of 512 bits (AVX-512 with BW).</summary>
internal readonly struct Block512 : IByteBlock<Block512>
{
    private readonly Vector512<byte> _bytes;

    private Block512(Vector512<byte> bytes) => _bytes = bytes;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported;

    public ulong Stops => (Vector512.Equals(_bytes, Vector512.Create((byte)'"'))
        | Vector512.Equals(_bytes, Vector512.Create((byte)'\\'))
        | Vector512.LessThan(_bytes, Vector512.Create((byte)0x20))).ExtractMostSignificantBits();

    public ulong Quotes => Vector512.Equals(_bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits();

    public ulong Backslashes => Vector512.Equals(_bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits();

    public ulong Controls => Vector512.LessThan(_bytes, Vector512.Create((byte)0x20)).ExtractMostSignificantBits();

    public ulong NonAscii => _bytes.ExtractMostSignificantBits();

    public ulong Escapable
    {
        get
        {
            var low = Avx512BW.Shuffle(Spread(EscapeTable.Low), _bytes & Vector512.Create((byte)0x0F));
            var high = Avx512BW.Shuffle(Spread(EscapeTable.High), HighNibbles(_bytes));
            return ~Vector512.Equals(low & high, Vector512<byte>.Zero).ExtractMostSignificantBits();
        }
    }

    public ulong LettersU => Vector512.Equals(_bytes, Vector512.Create((byte)'u')).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Load(ref byte source) => new(Vector512.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Utf8Errors(ref byte source)
    {
        var one = Vector512.LoadUnsafe(ref Unsafe.Subtract(ref source, 1));
        var pairs = Avx512BW.Shuffle(Spread(Utf8Table.FirstHigh), HighNibbles(one))
            & Avx512BW.Shuffle(Spread(Utf8Table.FirstLow), one & Vector512.Create((byte)0x0F))
            & Avx512BW.Shuffle(Spread(Utf8Table.SecondHigh), HighNibbles(Vector512.LoadUnsafe(ref source)));
        var due = Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref Unsafe.Subtract(ref source, 2)), Vector512.Create(Utf8Table.ThreeBytes))
            | Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref Unsafe.Subtract(ref source, 3)), Vector512.Create(Utf8Table.FourBytes));
        var wrong = pairs ^ (due & Vector512.Create(Utf8Table.TwoContinuations));
        return ~Vector512.Equals(wrong, Vector512<byte>.Zero).ExtractMostSignificantBits();
    }

    private static Vector512<byte> HighNibbles(Vector512<byte> bytes) =>
        Vector512.ShiftRightLogical(bytes.AsUInt16(), 4).AsByte() & Vector512.Create((byte)0x0F);

    private static Vector512<byte> Spread(Vector128<byte> table) => Vector512.Create(Vector256.Create(table, table), Vector256.Create(table, table));
}
