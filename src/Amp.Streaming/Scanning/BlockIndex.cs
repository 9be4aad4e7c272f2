using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Amp.Streaming;

/// <summary>Where one content block and its fields stand in the buffer.</summary>
/// <remarks>Never cleared: a slot means something only while its bit in <see cref="Present"/> is set.</remarks>
internal struct BlockIndex
{
    /// <summary>One bit for each <see cref="BlockField"/> that the block has, and one for <see cref="BlockField.Unknown"/>.</summary>
    public uint Present;

    /// <summary>The kind, when the block has all that this kind needs.</summary>
    public AmpBlockKind Kind;

    /// <summary>The whole block.</summary>
    public JsonSlot Raw;

    private Slots _slots;

    /// <summary>The slot of a field.</summary>
    [UnscopedRef]
    public ref JsonSlot this[BlockField field]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref Unsafe.As<Slots, JsonSlot>(ref _slots), (int)field);
    }

    public readonly bool Has(BlockField field) => (Present & (1u << (int)field)) != 0;

    /// <summary>Whether the field is there and is a string.</summary>
    public bool IsString(BlockField field) => Has(field) && this[field].Kind <= JsonKind.StringNonAscii;

    [InlineArray((int)BlockField.Count)]
    private struct Slots
    {
        private JsonSlot _first;
    }
}
