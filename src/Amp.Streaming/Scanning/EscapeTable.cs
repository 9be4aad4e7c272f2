using System.Runtime.Intrinsics;

namespace Amp.Streaming;

/// <summary>Finds <c>"\/bfnrtu</c> with two table look-ups: by the low and by the high four bits of a byte.</summary>
/// <remarks>
/// Each high nibble that occurs (2, 5, 6, 7) owns a bit. A byte is a match when the entry of its low nibble has the bit of
/// its high nibble: <c>"</c> is 22 and <c>/</c> 2F, <c>\</c> 5C, <c>b f n</c> are 62 66 6E, <c>r t u</c> 72 74 75.
/// </remarks>
internal static class EscapeTable
{
    /// <summary>By the low nibble: which high nibbles make a match.</summary>
    public static Vector128<byte> Low
    {
        get => Vector128.Create((byte)0, 0, 1 | 4 | 8, 0, 8, 8, 4, 0, 0, 0, 0, 0, 2, 0, 4, 1);
    }

    /// <summary>By the high nibble: its bit.</summary>
    public static Vector128<byte> High
    {
        get => Vector128.Create((byte)0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
