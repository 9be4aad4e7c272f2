using Amp.Workspace.Diffs;

namespace Amp.Workspace;

/// <summary>A snapshot that leaves no trace in the repository: no object, no ref. What is new in it lies in a private folder; unchanged files are found in the repository and not copied.</summary>
/// <remarks>Having no ref, it does not keep git from collecting the commit that it was taken on: that matters only when the commit is dropped and collected at once (<c>git gc --prune=now</c>).</remarks>
public sealed class IsolatedSnapshot : Snapshot
{
    internal IsolatedSnapshot(TrackedFolder owner, SnapshotArea area, CapturedTree captured, SnapshotDetails details, Func<ValueTask> release)
        : base(owner, area, captured, details, release)
    {
    }

    /// <summary>How much the private folder holds, in bytes.</summary>
    public long PrivateBytes =>
        Area.ObjectFolder is null || IsReleased ? 0 : new DirectoryInfo(Area.ObjectFolder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
