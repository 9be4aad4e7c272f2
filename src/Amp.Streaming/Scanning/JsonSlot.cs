namespace Amp.Streaming;

/// <summary>Where a JSON value stands in the buffer, and what it is.</summary>
/// <remarks>For a string, the text between the quotes, still escaped; for anything else, the whole value.</remarks>
internal struct JsonSlot
{
    /// <summary>The first byte.</summary>
    public int Start;

    /// <summary>The number of bytes.</summary>
    public int Length;

    /// <summary>Of a string: how many UTF-16 characters it is shorter than its escaped text. Zero exactly when nothing is escaped.</summary>
    public int Shrink;

    /// <summary>What the value is.</summary>
    public JsonKind Kind;

    public readonly ReadOnlySpan<byte> In(ReadOnlySpan<byte> buffer) => buffer.Slice(Start, Length);

    /// <summary>The value as the line has it, with the quotes of a string.</summary>
    public readonly ReadOnlySpan<byte> RawIn(ReadOnlySpan<byte> buffer) =>
        Kind <= JsonKind.StringNonAscii ? buffer.Slice(Start - 1, Length + 2) : buffer.Slice(Start, Length);
}
