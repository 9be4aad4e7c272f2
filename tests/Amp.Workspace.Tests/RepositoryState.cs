using System.Security.Cryptography;
using System.Text;

namespace Amp.Workspace.Tests;

/// <summary>Everything of a work tree and its repository that must not change unasked, as text to compare: every file byte for byte, the index with its time, refs, HEAD, logs and settings.</summary>
internal static class RepositoryState
{
    public static async Task<string> OfAsync(string workTree, bool withObjects = false)
    {
        var state = new StringBuilder();
        foreach (var entry in new DirectoryInfo(workTree).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(workTree, entry.FullName);
            if (!withObjects && name.StartsWith(".git/objects", StringComparison.Ordinal))
            {
                continue;
            }

            // Git leaves empty folders of refs behind, which mean nothing.
            if (entry.LinkTarget is { } target)
            {
                state.AppendLine($"{name} -> {target}");
            }
            else if (entry is FileInfo file)
            {
                var hash = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file.FullName)));
                state.AppendLine($"{name} {hash} {(OperatingSystem.IsWindows() ? 0 : file.UnixFileMode & UnixFileMode.UserExecute)} {(name == ".git/index" ? file.LastWriteTimeUtc.Ticks : 0)}");
            }
        }

        return state.ToString();
    }
}
