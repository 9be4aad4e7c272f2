using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Amp.Streaming;

/// <summary>64 bytes as two vectors of 256 bits (AVX2).</summary>
internal readonly struct Block256 : IByteBlock<Block256>
{
    private readonly Vector256<byte> _a;
    private readonly Vector256<byte> _b;

    private Block256(Vector256<byte> a, Vector256<byte> b) => (_a, _b) = (a, b);

    public static bool IsSupported => Avx2.IsSupported;

    public ulong Stops => Join(Stop(_a), Stop(_b));

    public ulong Quotes => Where((byte)'"');

    public ulong Backslashes => Where((byte)'\\');

    public ulong Controls => Join(Control(_a), Control(_b));

    public ulong NonAscii => Join(_a, _b);

    public ulong Escapable => ~Join(NoEscape(_a), NoEscape(_b));

    public ulong LettersU => Where((byte)'u');

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 Load(ref byte source) => new(Vector256.LoadUnsafe(ref source), Vector256.LoadUnsafe(ref source, 32));

    public static ulong Utf8Errors(ref byte source) => ~Join(NoUtf8Error(ref source), NoUtf8Error(ref Unsafe.Add(ref source, 32)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> NoUtf8Error(ref byte source)
    {
        var one = Vector256.LoadUnsafe(ref Unsafe.Subtract(ref source, 1));
        var pairs = Avx2.Shuffle(Spread(Utf8Table.FirstHigh), HighNibbles(one))
            & Avx2.Shuffle(Spread(Utf8Table.FirstLow), one & Vector256.Create((byte)0x0F))
            & Avx2.Shuffle(Spread(Utf8Table.SecondHigh), HighNibbles(Vector256.LoadUnsafe(ref source)));
        var due = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref Unsafe.Subtract(ref source, 2)), Vector256.Create(Utf8Table.ThreeBytes))
            | Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref Unsafe.Subtract(ref source, 3)), Vector256.Create(Utf8Table.FourBytes));
        return Vector256.Equals(pairs, due & Vector256.Create(Utf8Table.TwoContinuations));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> HighNibbles(Vector256<byte> bytes) =>
        Vector256.ShiftRightLogical(bytes.AsUInt16(), 4).AsByte() & Vector256.Create((byte)0x0F);

    private static Vector256<byte> Spread(Vector128<byte> table) => Vector256.Create(table, table);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Where(byte value) => Join(Vector256.Equals(_a, Vector256.Create(value)), Vector256.Equals(_b, Vector256.Create(value)));

    // There is no unsigned "less than" in AVX2; the smaller of x and 0x1F is x exactly when x is a control character.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Control(Vector256<byte> bytes) => Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)0x1F)), bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Stop(Vector256<byte> bytes) =>
        Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\')) | Control(bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> NoEscape(Vector256<byte> bytes)
    {
        var low = Avx2.Shuffle(Spread(EscapeTable.Low), bytes & Vector256.Create((byte)0x0F));
        var high = Avx2.Shuffle(Spread(EscapeTable.High), HighNibbles(bytes));
        return Vector256.Equals(low & high, Vector256<byte>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(Vector256<byte> a, Vector256<byte> b) => a.ExtractMostSignificantBits() | ((ulong)b.ExtractMostSignificantBits() << 32);
}
