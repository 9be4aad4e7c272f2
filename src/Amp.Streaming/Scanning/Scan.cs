using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amp.Streaming;

/// <summary>Scans one JSON value, strictly by RFC 8259, and writes down where its fields stand.</summary>
/// <remarks>
/// <para>
/// <b>Shape.</b> Every method takes the position to begin at and gives the position after what it read, or -1 when the text
/// cannot stand there; <see cref="LineIndex.ErrorAt"/> then says where. Nothing is copied and nothing allocated.
/// </para>
/// <para>
/// <b>Bounds.</b> The buffer must hold a line break at or after the value. No rule of the grammar steps over one, so a single
/// look at a byte needs no bounds check; what looks further ahead checks against the end of the buffer.
/// </para>
/// <para>
/// <b>Order.</b> The order in which the CLI writes its fields is tried first, by comparing with the literal text; from the
/// first difference on the general rules read. Both hand the values to the same methods, so the result is the same.
/// </para>
/// </remarks>
internal ref partial struct Scan<TBlock>
    where TBlock : struct, IByteBlock<TBlock>
{
    private readonly ref byte _base;
    private readonly int _readable;
    private readonly LineIndex _index;

    public Scan(ReadOnlySpan<byte> buffer, LineIndex index)
    {
        _base = ref MemoryMarshal.GetReference(buffer);
        _readable = buffer.Length;
        _index = index;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte At(int pos) => Unsafe.Add(ref _base, pos);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ReadOnlySpan<byte> Text(int start, int length) => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref _base, start), length);

    /// <summary>Steps over this text, if it stands here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool Skips(ref int pos, ReadOnlySpan<byte> literal)
    {
        // With a constant literal the comparison becomes a few wide loads. A failed value before it (-1) matches nothing.
        if (pos < 0 || pos + literal.Length > _readable || !Text(pos, literal.Length).SequenceEqual(literal))
        {
            return false;
        }

        pos += literal.Length;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int SkipSpace(int pos) => At(pos) > (byte)' ' ? pos : SkipSpaces(pos);

    private readonly int SkipSpaces(int pos)
    {
        while (At(pos) is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            pos++;
        }

        return pos;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly int Fail(int pos)
    {
        _index.ErrorAt = pos;
        return -1;
    }
}
