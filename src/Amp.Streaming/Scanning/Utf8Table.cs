using System.Runtime.Intrinsics;

namespace Amp.Streaming;

/// <summary>Finds bytes that cannot stand in UTF-8 after the byte before them, with three table look-ups and no branch.</summary>
/// <remarks>
/// The method of Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte" (2021). Each bit stands for one
/// kind of error; a pair of bytes is in error when the entries of the first byte's high nibble, its low nibble and the second
/// byte's high nibble share a bit. Whether a third or fourth byte was due is known from the bytes two and three before.
/// </remarks>
internal static class Utf8Table
{
    /// <summary>A byte of 0xE0 and more begins a sequence of at least three bytes.</summary>
    public const byte ThreeBytes = 0xE0;

    /// <summary>A byte of 0xF0 and more begins a sequence of four bytes.</summary>
    public const byte FourBytes = 0xF0;

    /// <summary>The bit of two continuations in a row, which are right exactly when a third or fourth byte was due.</summary>
    public const byte TwoContinuations = 1 << 7;

    private const byte TooShort = 1 << 0;
    private const byte TooLong = 1 << 1;
    private const byte Overlong3 = 1 << 2;
    private const byte TooLarge = 1 << 3;
    private const byte Surrogate = 1 << 4;
    private const byte Overlong2 = 1 << 5;
    private const byte TooLarge1000 = 1 << 6;
    private const byte Overlong4 = 1 << 6;
    private const byte Carry = TooShort | TooLong | TwoContinuations;
    private const byte FromTooLarge = Carry | TooLarge | TooLarge1000;
    private const byte Continuation = TooLong | Overlong2 | TwoContinuations;

    /// <summary>By the high nibble of the first byte.</summary>
    public static Vector128<byte> FirstHigh
    {
        get => Vector128.Create(
            TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong,
            TwoContinuations, TwoContinuations, TwoContinuations, TwoContinuations,
            TooShort | Overlong2, TooShort, TooShort | Overlong3 | Surrogate, TooShort | TooLarge | TooLarge1000 | Overlong4);
    }

    /// <summary>By the low nibble of the first byte.</summary>
    public static Vector128<byte> FirstLow
    {
        get => Vector128.Create(
            Carry | Overlong3 | Overlong2 | Overlong4, Carry | Overlong2, Carry, Carry,
            Carry | TooLarge, FromTooLarge, FromTooLarge, FromTooLarge,
            FromTooLarge, FromTooLarge, FromTooLarge, FromTooLarge,
            FromTooLarge, FromTooLarge | Surrogate, FromTooLarge, FromTooLarge);
    }

    /// <summary>By the high nibble of the second byte.</summary>
    public static Vector128<byte> SecondHigh
    {
        get => Vector128.Create(
            TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort,
            Continuation | Overlong3 | TooLarge1000 | Overlong4,
            Continuation | Overlong3 | TooLarge,
            Continuation | Surrogate | TooLarge, Continuation | Surrogate | TooLarge,
            TooShort, TooShort, TooShort, TooShort);
    }
}
