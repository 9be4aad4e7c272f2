namespace Amp.Streaming;

/// <summary>The scanner, for one width of vectors.</summary>
/// <remarks>Has no state: safe to share between threads.</remarks>
internal abstract class LineScanner
{
    /// <summary>The one for this processor, chosen once.</summary>
    public static LineScanner Default { get; } =
        Block512.IsSupported ? new LineScanner<Block512>()
        : Block256.IsSupported ? new LineScanner<Block256>()
        : Block128.IsSupported ? new LineScanner<Block128>()
        : new LineScanner<BlockScalar>();

    /// <summary>Scans one object or list.</summary>
    /// <param name="buffer">Text that holds a line break at or after the end of the value.</param>
    /// <param name="pos">The first byte of the value.</param>
    /// <param name="index">Where to write down what stands where.</param>
    /// <returns>The position after the value; -1 when it cannot be read, and the index says why.</returns>
    public abstract int Scan(ReadOnlySpan<byte> buffer, int pos, LineIndex index);
}
