using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Amp.Workspace.Diffs;

/// <summary>Writes and reads a small index in git's own form (version 2), which saves a process before and one after <c>git update-index</c>.</summary>
/// <remarks>See <c>gitformat-index(5)</c>. What is written says nothing of times and sizes, so git reads every file.</remarks>
internal static class IndexFile
{
    private const int HeaderBytes = 12;

    // Times, device, inode, mode, owner, group, size.
    private const int StatBytes = 40;

    private const int ModeOffset = 24;

    private const int ExtendedFlag = 0x4000;

    private const int MaxNameLength = 0xFFF;

    private static ReadOnlySpan<byte> Signature => "DIRC"u8;

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "It is git's checksum.")]
    public static byte[] Write(IEnumerable<KeyValuePair<string, TreeEntry>> entries, bool isSha256)
    {
        var sorted = entries.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var output = new ArrayBufferWriter<byte>();
        output.Write(Signature);
        WriteNumber(output, 2);
        WriteNumber(output, (uint)sorted.Count);
        foreach (var (path, entry) in sorted)
        {
            var name = BytePath.ToBytes(path);
            var id = Convert.FromHexString(entry.Id);
            var head = StatBytes + id.Length + sizeof(ushort);
            var record = new byte[(head + name.Length + 8) & ~7];
            BinaryPrimitives.WriteUInt32BigEndian(record.AsSpan(ModeOffset), Convert.ToUInt32(entry.Mode, 8));
            id.CopyTo(record, StatBytes);
            BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(StatBytes + id.Length), (ushort)Math.Min(name.Length, MaxNameLength));
            name.CopyTo(record, head);
            output.Write(record);
        }

        output.Write(isSha256 ? SHA256.HashData(output.WrittenSpan) : SHA1.HashData(output.WrittenSpan));
        return output.WrittenSpan.ToArray();
    }

    /// <exception cref="WorkspaceException">It is not in a form that is known here.</exception>
    public static Dictionary<string, TreeEntry> Read(ReadOnlySpan<byte> index, bool isSha256)
    {
        var entries = new Dictionary<string, TreeEntry>(StringComparer.Ordinal);
        if (index.Length < HeaderBytes || !index.StartsWith(Signature) || BinaryPrimitives.ReadUInt32BigEndian(index[4..]) is not (2 or 3))
        {
            throw new WorkspaceException("git wrote an index that is not of version 2 or 3, though it was told to.");
        }

        var count = BinaryPrimitives.ReadUInt32BigEndian(index[8..]);
        var idBytes = isSha256 ? 32 : 20;
        var rest = index[HeaderBytes..];
        for (; count > 0; count--)
        {
            var mode = BinaryPrimitives.ReadUInt32BigEndian(rest[ModeOffset..]);
            var id = Convert.ToHexStringLower(rest.Slice(StatBytes, idBytes));
            var isExtended = (BinaryPrimitives.ReadUInt16BigEndian(rest[(StatBytes + idBytes)..]) & ExtendedFlag) != 0;
            var head = StatBytes + idBytes + ((isExtended ? 2 : 1) * sizeof(ushort));
            var length = rest[head..].IndexOf((byte)0);
            entries[BytePath.FromBytes(rest.Slice(head, length))] = new(Convert.ToString(mode, 8), id);
            rest = rest[((head + length + 8) & ~7)..];
        }

        return entries;
    }

    private static void WriteNumber(ArrayBufferWriter<byte> output, uint number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(sizeof(uint)), number);
        output.Advance(sizeof(uint));
    }
}
