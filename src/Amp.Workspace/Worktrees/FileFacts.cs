using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Amp.Workspace.Worktrees;

/// <summary>Facts about files, where a link counts as itself and never as what it points to.</summary>
internal static partial class FileFacts
{
    private const int NoDevice = 6;

    // O_RDONLY, O_NONBLOCK and O_CLOEXEC, in each system's own numbers.
    private static readonly int WithoutWaiting = OperatingSystem.IsLinux() ? 0x80800 : 0x1000004;

    /// <summary>A file or link is there; a folder, a pipe or a socket is not one.</summary>
    public static bool Exists(string path) => LinkTarget(path) is not null || (File.Exists(path) && !IsPipe(path));

    public static string? LinkTarget(string path) => new FileInfo(path).LinkTarget;

    public static long Length(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null } file ? file.Length : 0;

    /// <returns><see langword="null"/> when there is no such file.</returns>
    public static string? Sha256(string path)
    {
        if (LinkTarget(path) is { } target)
        {
            return "link " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)));
        }

        if (!Exists(path))
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
        if (target is null && !Exists(path))
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
    /// <exception cref="IOException">It is a pipe or a socket, or cannot be opened.</exception>
    public static FileStream OpenRead(string path) =>
        IsPipe(path) ? throw new IOException($"'{path}' is a pipe or a socket, and not a file.") : new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    // To open a pipe in the ordinary way waits for a writer, for ever. What may not be opened says so to who reads it.
    private static bool IsPipe(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        var descriptor = SystemOpen(path, WithoutWaiting);
        if (descriptor < 0)
        {
            return Marshal.GetLastPInvokeError() == NoDevice;
        }

        using var file = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        return !file.CanSeek;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SystemOpen(string path, int flags);
}
