using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amp.Streaming;

/// <summary>What a scan found in one line: where every field that has a place stands in the buffer. Used again for the next line.</summary>
/// <remarks>Nothing is cleared between lines: a slot means something only while its bit in <see cref="Present"/> is set.</remarks>
internal sealed class LineIndex
{
    private readonly JsonSlot[] _slots = new JsonSlot[(int)Field.Count];
    private BlockIndex[] _blocks = new BlockIndex[4];

    /// <summary>One bit for each <see cref="Field"/> that the line has.</summary>
    public uint Present;

    /// <summary>One bit for each <see cref="Scope"/> that has fields without a place.</summary>
    public uint WithUnknown;

    /// <summary>How many blocks the message has.</summary>
    public int BlockCount;

    /// <summary>Whether the message has more blocks than <see cref="JsonLimits.MaxBlocks"/>.</summary>
    public bool HasTooManyBlocks;

    /// <summary>What the line is, when it has the structure that this kind needs.</summary>
    public AmpFrameKind Kind;

    /// <summary>The object itself, without what stands around it.</summary>
    public JsonSlot Raw;

    /// <summary>Whether a string holds bytes that are not UTF-8.</summary>
    public bool HasInvalidUtf8;

    /// <summary>After a failed scan: the byte that cannot stand where it does.</summary>
    public int ErrorAt;

    /// <summary>After a failed scan: whether it failed for depth alone.</summary>
    public bool IsTooDeep;

    /// <summary>The bits of the fields that belong to the message, its usage included.</summary>
    public const uint MessageFields = ((1u << (int)Field.Count) - 1) & ~((1u << (int)Field.Content) - 1);

    /// <summary>The bits of the fields that belong to the usage.</summary>
    public const uint UsageFields = ((1u << (int)Field.Count) - 1) & ~((1u << (int)Field.InputTokens) - 1);

    public ref JsonSlot this[Field field]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), (int)field);
    }

    public bool Has(Field field) => (Present & (1u << (int)field)) != 0;

    public bool Has(Field field, JsonKind kind) => Has(field) && this[field].Kind == kind;

    public bool IsString(Field field) => Has(field) && this[field].Kind <= JsonKind.StringNonAscii;

    public ref BlockIndex Block(int index) => ref _blocks[index];

    public void Reset()
    {
        (Present, WithUnknown, BlockCount) = (0, 0, 0);
        HasTooManyBlocks = HasInvalidUtf8 = IsTooDeep = false;
        Kind = AmpFrameKind.Unknown;
    }

    /// <summary>Makes room for one more block.</summary>
    /// <returns>Its number; -1 when there are too many.</returns>
    public int AddBlock()
    {
        if (BlockCount == _blocks.Length)
        {
            if (BlockCount == JsonLimits.MaxBlocks)
            {
                HasTooManyBlocks = true;
                return -1;
            }

            Array.Resize(ref _blocks, BlockCount * 2);
        }

        return BlockCount++;
    }
}
