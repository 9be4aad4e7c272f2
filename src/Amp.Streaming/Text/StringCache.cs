using System.Buffers.Binary;
using System.Text;

namespace Amp.Streaming;

/// <summary>Gives the same string again for the same short text: ids, names of tools, the CLI's own words.</summary>
/// <remarks>A table of fixed size in which the newest wins: bounded, never cleared. One reader's, so not for several threads.</remarks>
internal sealed class StringCache
{
    private const int Size = 256;
    private const int MaxLength = 64;

    private readonly string?[] _strings = new string?[Size];

    public string Get(ReadOnlySpan<byte> buffer, in JsonSlot slot)
    {
        if (slot.Shrink != 0 || slot.Kind is not JsonKind.String || slot.Length is 0 or > MaxLength)
        {
            return slot.Length == 0 ? "" : JsonText.Of(buffer, slot);
        }

        var text = slot.In(buffer);
        ref var place = ref _strings[Hash(text)];
        if (place is not null && Ascii.Equals(text, place))
        {
            return place;
        }

        return place = JsonText.Of(buffer, slot);
    }

    // Ids differ at their end, words at their beginning.
    private static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = text.Length >= 8
            ? BinaryPrimitives.ReadUInt64LittleEndian(text) ^ ulong.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]), 29)
            : ((ulong)text[0] << 16) | ((ulong)text[text.Length / 2] << 8) | text[^1];
        return (int)(((hash ^ (ulong)text.Length) * 0x9E3779B97F4A7C15) >> 56);
    }
}
