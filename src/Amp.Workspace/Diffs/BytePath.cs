using System.Text;

namespace Amp.Workspace.Diffs;

/// <summary>Git's paths are bytes, and not always UTF-8. Inside they are strings with one character for each byte, which compare as git compares and come back as the same bytes.</summary>
internal static class BytePath
{
    public static string FromBytes(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    public static byte[] ToBytes(string path) => Encoding.Latin1.GetBytes(path);

    /// <summary>The path as a person reads it, and as .NET names the file.</summary>
    public static string ToText(string path) => Encoding.UTF8.GetString(ToBytes(path));

    /// <summary>The paths as git takes them with <c>-z</c>.</summary>
    public static byte[] Join(IEnumerable<string> paths) => ToBytes(string.Concat(paths.Select(path => path + '\0')));

    /// <summary>The fields that git wrote with <c>-z</c>.</summary>
    public static List<string> Split(ReadOnlySpan<byte> output)
    {
        var fields = new List<string>();
        while (!output.IsEmpty)
        {
            var end = output.IndexOf((byte)0);
            fields.Add(FromBytes(end < 0 ? output : output[..end]));
            output = end < 0 ? [] : output[(end + 1)..];
        }

        return fields;
    }
}
