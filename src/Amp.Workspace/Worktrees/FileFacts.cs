using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Amp.Workspace.Worktrees;

/// <summary>Facts about files, where a link counts as itself and never as what it points to.</summary>
internal static class FileFacts
{
    /// <summary>A file or link is there; a folder is not one.</summary>
    public static bool Exists(string path) => LinkTarget(path) is not null || File.Exists(path);

    public static string? LinkTarget(string path) => new FileInfo(path).LinkTarget;

    public static long Length(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null } file ? file.Length : 0;

    /// <returns><see langword="null"/> when there is no such file.</returns>
    public static string? Sha256(string path)
    {
        if (LinkTarget(path) is { } target)
        {
            return "link " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)));
        }

        if (!File.Exists(path))
        {
            return null;
        }

        using var file = OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>The name that git gives an object with the file's bytes.</summary>
    /// <returns><see langword="null"/> when there is no such file.</returns>
    public static string? BlobName(string path, HashAlgorithmName format)
    {
        var target = LinkTarget(path);
        if (target is null && !File.Exists(path))
        {
            return null;
        }

        using var content = target is null ? OpenRead(path) : (Stream)new MemoryStream(Encoding.UTF8.GetBytes(target));
        using var hash = IncrementalHash.CreateHash(format);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")));
        var buffer = new byte[64 * 1024];
        while (content.Read(buffer) is > 0 and var read)
        {
            hash.AppendData(buffer.AsSpan(0, read));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Opens a file that others may write, rename and delete meanwhile.</summary>
    public static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
