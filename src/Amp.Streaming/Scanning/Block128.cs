using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Amp.Streaming;

/// <summary>64 bytes as four vectors of 128 bits (SSE, or Advanced SIMD on ARM).</summary>
internal readonly struct Block128 : IByteBlock<Block128>
{
    private readonly Vector128<byte> _a;
    private readonly Vector128<byte> _b;
    private readonly Vector128<byte> _c;
    private readonly Vector128<byte> _d;

    private Block128(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d) => (_a, _b, _c, _d) = (a, b, c, d);

    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public ulong Stops => Join(Stop(_a), Stop(_b), Stop(_c), Stop(_d));

    public ulong Quotes => Where((byte)'"');

    public ulong Backslashes => Where((byte)'\\');

    public ulong Controls => Join(Control(_a), Control(_b), Control(_c), Control(_d));

    public ulong NonAscii => Join(_a, _b, _c, _d);

    public ulong Escapable => ~Join(NoEscape(_a), NoEscape(_b), NoEscape(_c), NoEscape(_d));

    public ulong LettersU => Where((byte)'u');

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 Load(ref byte source) => new(
        Vector128.LoadUnsafe(ref source),
        Vector128.LoadUnsafe(ref source, 16),
        Vector128.LoadUnsafe(ref source, 32),
        Vector128.LoadUnsafe(ref source, 48));

    public static ulong Utf8Errors(ref byte source) => ~Join(
        NoUtf8Error(ref source),
        NoUtf8Error(ref Unsafe.Add(ref source, 16)),
        NoUtf8Error(ref Unsafe.Add(ref source, 32)),
        NoUtf8Error(ref Unsafe.Add(ref source, 48)));

    private static Vector128<byte> NoUtf8Error(ref byte source)
    {
        var one = Vector128.LoadUnsafe(ref Unsafe.Subtract(ref source, 1));
        var pairs = Vector128.ShuffleNative(Utf8Table.FirstHigh, Vector128.ShiftRightLogical(one, 4))
            & Vector128.ShuffleNative(Utf8Table.FirstLow, one & Vector128.Create((byte)0x0F))
            & Vector128.ShuffleNative(Utf8Table.SecondHigh, Vector128.ShiftRightLogical(Vector128.LoadUnsafe(ref source), 4));
        var due = Vector128.GreaterThanOrEqual(Vector128.LoadUnsafe(ref Unsafe.Subtract(ref source, 2)), Vector128.Create(Utf8Table.ThreeBytes))
            | Vector128.GreaterThanOrEqual(Vector128.LoadUnsafe(ref Unsafe.Subtract(ref source, 3)), Vector128.Create(Utf8Table.FourBytes));
        return Vector128.Equals(pairs, due & Vector128.Create(Utf8Table.TwoContinuations));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Where(byte value)
    {
        var wanted = Vector128.Create(value);
        return Join(Vector128.Equals(_a, wanted), Vector128.Equals(_b, wanted), Vector128.Equals(_c, wanted), Vector128.Equals(_d, wanted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Control(Vector128<byte> bytes) => Vector128.Equals(Vector128.Min(bytes, Vector128.Create((byte)0x1F)), bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Stop(Vector128<byte> bytes) =>
        Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\')) | Control(bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> NoEscape(Vector128<byte> bytes)
    {
        // Both indices are below 16, where the native shuffle and the portable one agree.
        var low = Vector128.ShuffleNative(EscapeTable.Low, bytes & Vector128.Create((byte)0x0F));
        var high = Vector128.ShuffleNative(EscapeTable.High, Vector128.ShiftRightLogical(bytes, 4));
        return Vector128.Equals(low & high, Vector128<byte>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d) =>
        a.ExtractMostSignificantBits()
        | ((ulong)b.ExtractMostSignificantBits() << 16)
        | ((ulong)c.ExtractMostSignificantBits() << 32)
        | ((ulong)d.ExtractMostSignificantBits() << 48);
}
