using System.Text;
using System.Text.Json;

namespace Amp.Workspace.Worktrees;

/// <summary>Our words in git's own lock of a worktree: <c>amp {"sessionId":…}</c>.</summary>
internal static class WorktreeLock
{
    private const string Word = "amp ";

    public static string ReasonFor(LockInfo owner) => Word + JsonSerializer.Serialize(owner, WorktreeJson.Default.LockInfo);

    /// <returns><see langword="null"/> when the lock is somebody else's.</returns>
    public static LockInfo? Parse(string? reason) =>
        reason is not null && reason.StartsWith(Word, StringComparison.Ordinal) ? WorktreeJson.TryRead(Encoding.UTF8.GetBytes(reason[Word.Length..]), WorktreeJson.Default.LockInfo) : null;

    /// <summary>Takes the lock over, whole: git reads the file that it is.</summary>
    public static void Write(string adminDirectory, LockInfo owner) =>
        AtomicFile.WriteForGit(Path.Combine(adminDirectory, "locked"), Encoding.UTF8.GetBytes(ReasonFor(owner) + "\n"));

    /// <returns>The reason; empty when there is a lock without one; <see langword="null"/> when there is none.</returns>
    public static string? Read(string adminDirectory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(adminDirectory, "locked")).Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Nobody who may live holds it: no lock, this process's own, or that of a process that has provably ended.</summary>
    public static bool IsFree(string? reason) =>
        reason is null || (Parse(reason) is { } owner && (OwnerIdentity.IsThisProcess(owner) || OwnerIdentity.IsGone(owner)));
}
