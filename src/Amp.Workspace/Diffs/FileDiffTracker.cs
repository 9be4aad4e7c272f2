using Amp.Workspace.Diffs;
using Amp.Workspace.Git;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Workspace;

/// <summary>Takes snapshots of the files of a folder, and says what changed between them. It only looks: the index, the branches and the files of the user and of the agent stay as they are.</summary>
/// <remarks>
/// <para>In a repository it looks at the whole work tree that the folder is in, untracked files included. A folder that is no repository is looked at by content hash, with a private
/// repository outside it that is deleted with the tracker; its snapshots and diffs have the same form.</para>
/// <para>Safe to use from any thread: any number of snapshots may be taken at once. Snapshots do not outlive the tracker that took them in a folder that is no repository.</para>
/// </remarks>
public sealed class FileDiffTracker : IAsyncDisposable
{
    private readonly TrackedFolder _tracked;

    private readonly FileDiffOptions _options;

    private readonly TimeProvider _clock;

    private readonly SemaphoreSlim _oneByOne = new(1);

    private FileDiffTracker(TrackedFolder tracked, FileDiffOptions options, TimeProvider clock) => (_tracked, _options, _clock) = (tracked, options, clock);

    /// <summary>The root that all paths are counted from: of the work tree, or the folder itself.</summary>
    public string Root => _tracked.Root;

    /// <summary>Whether the folder is in the work tree of a repository.</summary>
    public bool IsRepository => _tracked.IsRepository;

    /// <summary>Opens a tracker.</summary>
    /// <param name="folder">The folder: anywhere in a work tree, or a folder that is no repository.</param>
    /// <param name="options">What to look at. The defaults when <see langword="null"/>.</param>
    /// <param name="logger">Gets one line for each git command, at the lowest level.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">Git is missing or too old, or the repository cannot be read; with <see cref="GitErrorKind.NoWorkTree"/> it is bare.</exception>
    public static async Task<FileDiffTracker> OpenAsync(string folder, FileDiffOptions? options = null, ILogger? logger = null, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new();
        options.Check();
        clock ??= TimeProvider.System;
        PrivateFolder.DeleteOrphans(options.PrivateRoot);
        var git = new GitCommand(options.Git, Path.GetFullPath(folder), clock, logger ?? NullLogger.Instance);
        return new(await TrackedFolder.OpenAsync(git, options, cancellationToken).ConfigureAwait(false), options, clock);
    }

    /// <summary>Takes a snapshot. A ref under <c>refs/amp/snapshots/</c> holds it until it is disposed.</summary>
    /// <param name="label">What to call it.</param>
    /// <param name="cancellationToken">Ends it; nothing is left but objects that git collects in time.</param>
    /// <exception cref="GitException">Git could not read a file or write an object.</exception>
    public async Task<Snapshot> CaptureAsync(string? label = null, CancellationToken cancellationToken = default)
    {
        var captured = await CaptureTreeAsync(_tracked.Area, cancellationToken).ConfigureAwait(false);
        return await HoldAsync(captured, label, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a snapshot that leaves no trace in the repository.</summary>
    /// <param name="label">What to call it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">Git could not read a file or write an object.</exception>
    public async Task<IsolatedSnapshot> CaptureIsolatedAsync(string? label = null, CancellationToken cancellationToken = default)
    {
        var folder = PrivateFolder.Create(_options.PrivateRoot);
        try
        {
            var area = IsRepository ? _tracked.Isolate(folder) : _tracked.Area;
            var captured = await CaptureTreeAsync(area, cancellationToken).ConfigureAwait(false);
            return new(_tracked, area, captured, Details(label), () =>
            {
                folder.Dispose();
                return ValueTask.CompletedTask;
            });
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The files of a commit as a snapshot, to compare with: what has the agent changed since?</summary>
    /// <param name="revision">A commit, branch, tag or tree.</param>
    /// <param name="label">What to call it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">There is no such revision.</exception>
    public async Task<Snapshot> FromRevisionAsync(string revision, string? label = null, CancellationToken cancellationToken = default)
    {
        var tree = await FindTreeAsync(revision, cancellationToken).ConfigureAwait(false);
        return await HoldAsync(new() { TreeId = tree }, label ?? revision, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says what the files as they are now have that a commit has not. It makes no ref: whoever is killed meanwhile leaves none.</summary>
    /// <param name="revision">A commit, branch, tag or tree; something must keep git from collecting it meanwhile.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">There is no such revision, or git could not read something.</exception>
    public async Task<WorkspaceDiff> DiffFromRevisionAsync(string revision, CancellationToken cancellationToken = default)
    {
        var tree = await FindTreeAsync(revision, cancellationToken).ConfigureAwait(false);
        var now = await CaptureTreeAsync(_tracked.Area, cancellationToken).ConfigureAwait(false);
        return await new TreeDiff(_tracked.Git, _options).ReadAsync(tree, now.TreeId, _tracked.Area.Environment, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says what changed.</summary>
    /// <param name="from">The old side.</param>
    /// <param name="to">The new side. <see langword="null"/> for the files as they are now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">A snapshot was taken in another repository, or was let go.</exception>
    /// <exception cref="GitException">Git could not read it.</exception>
    public async Task<WorkspaceDiff> DiffAsync(Snapshot from, Snapshot? to = null, CancellationToken cancellationToken = default)
    {
        Check(from, nameof(from));
        var reader = new TreeDiff(_tracked.Git, _options);
        if (to is null)
        {
            // Objects just written need no ref: git keeps them for two weeks.
            var now = await CaptureTreeAsync(from.Area, cancellationToken).ConfigureAwait(false);
            return await reader.ReadAsync(from.TreeId, now.TreeId, from.Area.Environment, cancellationToken).ConfigureAwait(false);
        }

        Check(to, nameof(to));
        return await reader.ReadAsync(from.TreeId, to.TreeId, EnvironmentOf(from, to), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the patch to a file, however long it is.</summary>
    /// <param name="from">The old side.</param>
    /// <param name="to">The new side.</param>
    /// <param name="file">The file, which is overwritten. Keep it outside the work tree.</param>
    /// <param name="cancellationToken">Ends it; the file may then hold a part.</param>
    /// <exception cref="ArgumentException">A snapshot was taken in another repository, or was let go.</exception>
    /// <exception cref="GitException">Git could not read it, or not write the file.</exception>
    public Task WritePatchAsync(Snapshot from, Snapshot to, string file, CancellationToken cancellationToken = default)
    {
        Check(from, nameof(from));
        Check(to, nameof(to));
        ArgumentException.ThrowIfNullOrEmpty(file);
        return new TreeDiff(_tracked.Git, _options).WriteAsync(from.TreeId, to.TreeId, Path.GetFullPath(file), EnvironmentOf(from, to), cancellationToken);
    }

    /// <summary>The content of a file in a snapshot, as git stores it; of a symbolic link, where it points.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="path">The path from the root, with <c>/</c> between its parts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">There is no such file in it, or it is larger than <see cref="GitOptions.MaxOutputBytes"/>.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadFileAsync(Snapshot snapshot, string path, CancellationToken cancellationToken = default)
    {
        Check(snapshot, nameof(snapshot));
        ArgumentException.ThrowIfNullOrEmpty(path);
        var result = await _tracked.Git.RunAsync(new GitCall("cat-file", "blob", $"{snapshot.TreeId}:{path}") { IsRead = true, Environment = snapshot.Area.Environment }, cancellationToken).ConfigureAwait(false);
        return result.Output;
    }

    /// <summary>Lets go of snapshots that nobody disposed, because their process ended before it could.</summary>
    /// <param name="olderThan">Only those taken longer ago. Snapshots that other processes still hold look the same, so leave them the time they need.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> RemoveStaleSnapshotsAsync(TimeSpan olderThan, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        var stale = await SnapshotRefs.FindAsync(_tracked.Git, _clock.GetUtcNow() - olderThan, _tracked.Area.Environment, cancellationToken).ConfigureAwait(false);
        if (stale.Count > 0)
        {
            await SnapshotRefs.RemoveAsync(_tracked.Git, stale, _tracked.Area.Environment, cancellationToken).ConfigureAwait(false);
        }

        return stale.Count;
    }

    /// <summary>Deletes the private repository of a folder that is no repository. Snapshots of a repository stay until they are disposed.</summary>
    public ValueTask DisposeAsync()
    {
        _tracked.Dispose();
        _oneByOne.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<CapturedTree> CaptureTreeAsync(SnapshotArea area, CancellationToken cancellationToken)
    {
        if (IsRepository)
        {
            return await RepositoryCapture.CaptureAsync(_tracked, area, _options, cancellationToken).ConfigureAwait(false);
        }

        await _oneByOne.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await FolderCapture.CaptureAsync(_tracked, _options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    private async Task<string> FindTreeAsync(string revision, CancellationToken cancellationToken)
    {
        var checkedRevision = GitArgument.Revision(revision, nameof(revision));
        var tree = await _tracked.Git.RunAsync(
            new GitCall("rev-parse", "--verify", "--end-of-options", checkedRevision + "^{tree}") { IsRead = true, Environment = _tracked.Area.Environment }, cancellationToken).ConfigureAwait(false);
        return tree.Text;
    }

    private async Task<Snapshot> HoldAsync(CapturedTree captured, string? label, CancellationToken cancellationToken)
    {
        var details = Details(label);
        await SnapshotRefs.AddAsync(_tracked.Git, details.Id, captured.TreeId, _tracked.Area.Environment, cancellationToken).ConfigureAwait(false);
        return new(_tracked, _tracked.Area, captured, details, async () =>
        {
            // The worktree, or the whole repository, may be gone by now, and the ref with it.
            if (Directory.Exists(_tracked.CommonFolder))
            {
                var git = _tracked.Git.InRepository(_tracked.CommonFolder);
                await SnapshotRefs.RemoveAsync(git, [details.Id], _tracked.Area.Environment, CancellationToken.None).ConfigureAwait(false);
            }
        });
    }

    private SnapshotDetails Details(string? label)
    {
        var now = _clock.GetUtcNow();
        return new(SnapshotRefs.NewName(now), label, now);
    }

    private void Check(Snapshot snapshot, string parameter)
    {
        ArgumentNullException.ThrowIfNull(snapshot, parameter);
        if (snapshot.IsReleased)
        {
            throw new ArgumentException("The snapshot was disposed, and may have been collected.", parameter);
        }

        if (snapshot.Owner.CommonFolder != _tracked.CommonFolder)
        {
            throw new ArgumentException($"The snapshot was taken in '{snapshot.Owner.Root}', which shares no repository with '{Root}'.", parameter);
        }
    }

    private Dictionary<string, string> EnvironmentOf(Snapshot from, Snapshot to)
    {
        var environment = new Dictionary<string, string>(_tracked.Area.Environment);
        var isolated = new[] { from, to }.Select(snapshot => snapshot.Area.ObjectFolder).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (isolated.Count > 0)
        {
            environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = AlternatePaths.Join(isolated);
        }

        return environment;
    }
}
