using Amp.Workspace.Diffs;

namespace Amp.Workspace;

/// <summary>The files of a work tree at one moment. While it is held git does not collect it; dispose it to let it go.</summary>
/// <remarks>Immutable, and safe to use from any thread.</remarks>
public class Snapshot : IAsyncDisposable
{
    private readonly CapturedTree _captured;

    private Func<ValueTask>? _release;

    internal Snapshot(TrackedFolder owner, SnapshotArea area, CapturedTree captured, SnapshotDetails details, Func<ValueTask> release) =>
        (Owner, Area, _captured, Id, Label, TakenAt, _release) = (owner, area, captured, details.Id, details.Label, details.TakenAt, release);

    /// <summary>Its name: the ref that holds it (<c>refs/amp/snapshots/…</c>). An isolated one has no ref, and a name of the same form.</summary>
    public string Id { get; }

    /// <summary>The tree of git that it is. Two snapshots with the same tree hold the same files.</summary>
    public string TreeId => _captured.TreeId;

    /// <summary>What the caller called it. <see langword="null"/> when nothing.</summary>
    public string? Label { get; }

    /// <summary>When it was complete.</summary>
    public DateTimeOffset TakenAt { get; }

    /// <summary>The current commit when it was taken. <see langword="null"/> without commits, and in a folder that is no repository.</summary>
    public string? HeadCommit => _captured.HeadCommit;

    /// <summary>Repositories inside the work tree that git does not track, whose files are in the snapshot as if they were the outer one's. Paths from the root with a <c>/</c> at the end.</summary>
    public IReadOnlyList<string> EmbeddedRepositories => _captured.EmbeddedRepositories;

    /// <summary>Folders inside the work tree that are not in the snapshot, because they are other worktrees of the same repository.</summary>
    public IReadOnlyList<string> LeftOut => _captured.LeftOut;

    /// <summary>Submodules with uncommitted changes. The snapshot holds the commit that each is at, and not those changes: open a tracker on the submodule for them.</summary>
    public IReadOnlyList<string> DirtySubmodules => _captured.DirtySubmodules;

    internal TrackedFolder Owner { get; }

    internal SnapshotArea Area { get; }

    internal bool IsReleased => _release is null;

    /// <summary>Lets it go. Git may collect it from now on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _release, null) is { } release)
        {
            await release().ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }
}
