using System.Buffers;
using System.Text;

namespace Amp.Workspace.Diffs;

/// <summary>One folder of a tree, as git stores it, to be changed.</summary>
internal sealed class TreeFolder
{
    private readonly Dictionary<string, TreeEntry> _entries = new(StringComparer.Ordinal);

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Reads git's form: <c>mode SP name NUL id</c> again and again, the id in bytes.</summary>
    public static TreeFolder Read(ReadOnlySpan<byte> content, int idBytes)
    {
        var folder = new TreeFolder();
        while (!content.IsEmpty)
        {
            var space = content.IndexOf((byte)' ');
            var end = content.IndexOf((byte)0);
            folder._entries.Add(
                BytePath.FromBytes(content[(space + 1)..end]),
                new(Encoding.ASCII.GetString(content[..space]), Convert.ToHexStringLower(content.Slice(end + 1, idBytes))));
            content = content[(end + 1 + idBytes)..];
        }

        return folder;
    }

    public void Set(string name, TreeEntry entry) => _entries[name] = entry;

    public void RemoveFile(string name)
    {
        if (_entries.TryGetValue(name, out var entry) && !entry.IsFolder)
        {
            _entries.Remove(name);
        }
    }

    public void RemoveFolder(string name)
    {
        if (_entries.TryGetValue(name, out var entry) && entry.IsFolder)
        {
            _entries.Remove(name);
        }
    }

    public byte[] Write()
    {
        var output = new ArrayBufferWriter<byte>();

        // Git sorts a folder as if its name ended with a slash.
        foreach (var (name, entry) in _entries.OrderBy(pair => pair.Value.IsFolder ? pair.Key + '/' : pair.Key, StringComparer.Ordinal))
        {
            output.Write(BytePath.ToBytes($"{entry.Mode} {name}\0"));
            output.Write(Convert.FromHexString(entry.Id));
        }

        return output.WrittenSpan.ToArray();
    }
}
