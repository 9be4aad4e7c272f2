using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Amp.Workspace.Diffs;

/// <summary>Packs trees for <c>git unpack-objects</c>, which takes any number of them in one process and without a file for each.</summary>
/// <remarks>See <c>gitformat-pack(5)</c>.</remarks>
internal static class TreePack
{
    private const int TreeType = 2;

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "It is git's checksum.")]
    public static byte[] Of(IReadOnlyCollection<byte[]> trees, bool isSha256)
    {
        using var pack = new MemoryStream();
        pack.Write("PACK"u8);
        WriteNumber(pack, 2);
        WriteNumber(pack, (uint)trees.Count);
        foreach (var tree in trees)
        {
            WriteHeader(pack, tree.Length);
            using var zlib = new ZLibStream(pack, CompressionLevel.Fastest, leaveOpen: true);
            zlib.Write(tree);
        }

        var content = pack.GetBuffer().AsSpan(0, (int)pack.Length);
        pack.Write(isSha256 ? SHA256.HashData(content) : SHA1.HashData(content));
        return pack.ToArray();
    }

    // The type and four bits of the size, then seven bits a byte, the lowest first; the highest bit says that there are more.
    private static void WriteHeader(MemoryStream pack, int size)
    {
        var next = (TreeType << 4) | (size & 0xF);
        for (size >>= 4; size > 0; size >>= 7)
        {
            pack.WriteByte((byte)(next | 0x80));
            next = size & 0x7F;
        }

        pack.WriteByte((byte)next);
    }

    private static void WriteNumber(MemoryStream pack, uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        pack.Write(bytes);
    }
}
