using System.Buffers;

namespace Amp.Streaming;

/// <summary>A line, or the beginning of one, that had to be copied together.</summary>
/// <remarks>
/// Grows by doubling. Small arrays come from the shared pool; one that is larger than <see cref="LargestPooled"/> does not, and
/// is let go with its line, so that one huge line does not hold its memory for the rest of the run.
/// </remarks>
internal sealed class LineBuffer
{
    private const int LargestPooled = 1 << 20;

    // What the scanner may read beyond the text without looking.
    private const int Padding = 64;

    private byte[] _bytes = [];

    /// <summary>How many bytes it holds.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>The text and what lies beyond it: readable, but of no meaning.</summary>
    public ReadOnlyMemory<byte> Readable => _bytes;

    public void Append(ReadOnlySpan<byte> part)
    {
        if (part.Length > _bytes.Length - Length - Padding)
        {
            Grow(checked(Length + part.Length + Padding));
        }

        part.CopyTo(_bytes.AsSpan(Length));
        Length += part.Length;
    }

    public void Append(byte value) => Append([value]);

    /// <summary>Forgets the text, and lets go of an array that only a huge line needs.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > LargestPooled)
        {
            _bytes = [];
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        Length = 0;
        Return(_bytes);
        _bytes = [];
    }

    private void Grow(int needed)
    {
        var size = (int)Math.Clamp(2L * _bytes.Length, needed, Math.Max(needed, Array.MaxLength));
        var larger = size <= LargestPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);
        _bytes.AsSpan(0, Length).CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
    }

    private static void Return(byte[] bytes)
    {
        if (bytes.Length is > 0 and <= LargestPooled)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
