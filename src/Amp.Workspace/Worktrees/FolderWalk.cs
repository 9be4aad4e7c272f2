using System.IO.Enumeration;

namespace Amp.Workspace.Worktrees;

/// <summary>Goes through the folders of a work tree itself, for what git looks past: a repository in a folder that is tracked, or one that is broken; and a folder that may not be read, of which git only warns.</summary>
internal static class FolderWalk
{
    // What stands for bytes that are not UTF-8: .NET cannot name such a folder.
    private const char Unreadable = '\uFFFD';

    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = 0 };

    /// <param name="top">The work tree. Its own <c>.git</c> does not count.</param>
    /// <param name="known">Folders, in full, that are looked into elsewhere.</param>
    /// <returns>Folders that hold a <c>.git</c> of any kind.</returns>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public static IReadOnlyList<string> FindRepositories(string top, IReadOnlySet<string> known) =>
    [
        .. new FileSystemEnumerable<string>(top, (ref FileSystemEntry entry) => entry.Directory.ToString(), All)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => IsGit(entry.FileName) && !entry.Directory.SequenceEqual(entry.RootDirectory),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsGit(entry.FileName) && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && IsReadable(ref entry) && !known.Contains(entry.ToFullPath()),
        },
    ];

    private static bool IsGit(ReadOnlySpan<char> name) => name.Equals(".git", OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static bool IsReadable(ref FileSystemEntry entry) =>
        !entry.FileName.Contains(Unreadable) || Directory.Exists(entry.ToFullPath())
            ? true
            : throw new IOException($"the name of the folder '{entry.ToFullPath()}' is not UTF-8. Rename it, or remove the worktree with git itself.");
}
