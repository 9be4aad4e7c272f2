using Amp.Workspace.Git;
using Amp.Workspace.Integration;
using Microsoft.Extensions.Logging;

namespace Amp.Workspace;

/// <summary>Brings the work of a worktree home: as a commit, a patch, changes in another work tree, or commits on another branch.</summary>
/// <remarks>
/// <para>Everything is worked out away from the files first. Only a result that is whole is put in place, in one step, and only in a work tree without changes of somebody's in the way;
/// anything else leaves branches, index and files as they were, and says which files conflict or are in the way.</para>
/// <para>Safe to use from any thread; who changes the same work tree from two threads gets one of the two refused.</para>
/// </remarks>
public sealed class WorkIntegrator
{
    private readonly GitRepository _repository;

    private WorkIntegrator(GitRepository repository) => _repository = repository;

    /// <summary>The work tree that the work is in.</summary>
    public string Root => _repository.WorkTree!;

    /// <summary>Opens the work tree that holds the work.</summary>
    /// <param name="folder">A folder in it.</param>
    /// <param name="options">How git is run; the defaults when <see langword="null"/>.</param>
    /// <param name="logger">Gets one line for each git command, at the lowest level.</param>
    /// <param name="clock">What measures time limits.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">No repository, or a bare one (<see cref="GitErrorKind.NoWorkTree"/>).</exception>
    public static async Task<WorkIntegrator> OpenAsync(string folder, GitOptions? options = null, ILogger? logger = null, TimeProvider? clock = null, CancellationToken cancellationToken = default) =>
        new(WithWorkTree(await GitRepository.OpenAsync(folder, options, logger, clock, cancellationToken).ConfigureAwait(false)));

    /// <summary>How the work lies to another line of work.</summary>
    /// <param name="other">A branch or commit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">There is no such commit.</exception>
    public async Task<BranchInfo> GetBranchInfoAsync(string other, CancellationToken cancellationToken = default)
    {
        var theirs = await _repository.ResolveAsync(other, cancellationToken).ConfigureAwait(false);
        var ours = await _repository.ResolveAsync("HEAD", cancellationToken).ConfigureAwait(false);
        return await CommitGraph.PositionAsync(_repository.Git, ours, theirs, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The commits of the work that another line has not, the newest first.</summary>
    /// <param name="since">A branch or commit.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">There is no such commit.</exception>
    public async Task<IReadOnlyList<CommitInfo>> GetCommitsAsync(string since, int max = 1000, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var from = await _repository.ResolveAsync(since, cancellationToken).ConfigureAwait(false);
        return await CommitGraph.ListAsync(_repository.Git, from + "..HEAD", max, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Commits all that is in the work tree, untracked files included and ignored ones aside.</summary>
    /// <param name="request">Message, author, and whether hooks run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The commit. <see langword="null"/> when nothing had changed.</returns>
    /// <exception cref="GitException">Nobody is named as author and git is set up for nobody, a hook refused, or files are in conflict; the branch and the index are as before.</exception>
    /// <exception cref="WorkspaceException">A merge or rebase is under way.</exception>
    public async Task<CommitInfo?> CommitAsync(CommitRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await new CommitMaker(_repository).CommitAsync(request, cancellationToken).ConfigureAwait(false) is { } sha
            ? (await CommitGraph.ListAsync(_repository.Git, sha, 1, CancellationToken.None).ConfigureAwait(false))[0]
            : null;
    }

    /// <summary>Writes all that the work changed, committed or not, as a patch for <c>git apply</c>.</summary>
    /// <param name="since">Where the work began, or the branch that it left.</param>
    /// <param name="file">The file, which is overwritten. Keep it outside the work tree.</param>
    /// <param name="cancellationToken">Ends it; the file may then hold a part.</param>
    /// <exception cref="GitException">There is no such commit, or the file cannot be written.</exception>
    public async Task WritePatchAsync(string since, string file, CancellationToken cancellationToken = default)
    {
        var info = await GetBranchInfoAsync(since, cancellationToken).ConfigureAwait(false);
        var tracker = await TrackAsync(_repository, cancellationToken).ConfigureAwait(false);
        await using var trackerScope = tracker.ConfigureAwait(false);
        var from = await tracker.FromRevisionAsync(info.BranchpointSha ?? since, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using var fromScope = from.ConfigureAwait(false);
        var to = await tracker.CaptureAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await using var toScope = to.ConfigureAwait(false);
        await tracker.WritePatchAsync(from, to, file, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings all that the work changed, committed or not, into the files of another work tree of the same repository. Its index and its branch stay as they are.</summary>
    /// <param name="folder">A folder in the other work tree.</param>
    /// <param name="request">Where the work began, and what may be mixed. The defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends it; what was written is taken back.</param>
    /// <exception cref="ArgumentException">It is the work tree of the work itself, or another repository.</exception>
    /// <exception cref="GitException">A file could not be written; what was written has been taken back.</exception>
    /// <exception cref="WorkspaceException">A merge or rebase is under way there.</exception>
    public async Task<ApplyResult> ApplyToAsync(string folder, ApplyRequest? request = null, CancellationToken cancellationToken = default)
    {
        var git = _repository.Git;
        var other = WithWorkTree(await GitRepository.OpenAsync(folder, git.Options, git.Logger, git.Clock, cancellationToken).ConfigureAwait(false));
        if (other.CommonDirectory != _repository.CommonDirectory || other.WorkTree == Root)
        {
            throw new ArgumentException($"'{folder}' must be in another work tree of the repository of '{Root}'. For another repository write a patch.", nameof(folder));
        }

        var work = await TrackAsync(_repository, cancellationToken).ConfigureAwait(false);
        await using var workScope = work.ConfigureAwait(false);
        var there = await TrackAsync(other, cancellationToken).ConfigureAwait(false);
        await using var thereScope = there.ConfigureAwait(false);
        return await new WorkTreeApply(work, there, _repository, other).RunAsync(request ?? new(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Merges the commits of the work into a local branch. Where that branch is checked out, its work tree goes with it.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="request">Message and author, or a dry run. The defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">There is no such branch, or somebody moved it meanwhile.</exception>
    /// <exception cref="WorkspaceException">A merge or rebase is under way in one of the work trees.</exception>
    public Task<MergeResult> MergeAsync(string branch, MergeRequest? request = null, CancellationToken cancellationToken = default) =>
        new BranchMerge(_repository).RunAsync(branch, request ?? new(), isSquash: false, cancellationToken);

    /// <summary>Puts the work on a local branch as one commit. Where that branch is checked out, its work tree goes with it.</summary>
    /// <inheritdoc cref="MergeAsync"/>
    public Task<MergeResult> SquashAsync(string branch, MergeRequest? request = null, CancellationToken cancellationToken = default) =>
        new BranchMerge(_repository).RunAsync(branch, request ?? new(), isSquash: true, cancellationToken);

    /// <summary>Makes the commits of the work anew on another base, and takes the work tree and its branch there.</summary>
    /// <param name="onto">The new base: a branch or commit.</param>
    /// <param name="request">Who commits, or a dry run. The defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">There is no such commit.</exception>
    /// <exception cref="WorkspaceException">The work holds merges, or a merge or rebase is under way.</exception>
    public Task<RebaseResult> RebaseAsync(string onto, MergeRequest? request = null, CancellationToken cancellationToken = default) =>
        new CommitReplay(_repository).RunAsync(onto, request ?? new(), cancellationToken);

    /// <summary>Pushes the last commit of the work to a branch of a remote.</summary>
    /// <param name="request">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">The remote cannot be reached, wants a login, or refuses: see <see cref="GitException.Kind"/>.</exception>
    public async Task PushAsync(PushRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reference = "refs/heads/" + GitArgument.Branch(request.Branch, nameof(request));
        var remote = GitArgument.Revision(request.Remote, nameof(request));
        var sha = await _repository.ResolveAsync("HEAD", cancellationToken).ConfigureAwait(false);
        string[] lease = request.ReplacesSha is { } old ? [$"--force-with-lease={reference}:{GitArgument.Revision(old, nameof(request))}"] : [];
        await _repository.Git.RunAsync(
            new GitCall(["push", "--quiet", "--porcelain", "--no-follow-tags", "--recurse-submodules=no", .. lease, "--", remote, $"{sha}:{reference}"]) { RunsHooks = request.RunsHooks, EndsWithHost = true, Settings = ["push.gpgSign=false"] },
            cancellationToken).ConfigureAwait(false);
    }

    private static GitRepository WithWorkTree(GitRepository repository) => repository.WorkTree is null
        ? throw new GitException(GitErrorKind.NoWorkTree, $"'{repository.GitDirectory}' has no work tree: a folder in a worktree was expected.")
        : repository;

    private static Task<FileDiffTracker> TrackAsync(GitRepository repository, CancellationToken cancellationToken) =>
        FileDiffTracker.OpenAsync(repository.WorkTree!, new() { Git = repository.Git.Options }, repository.Git.Logger, repository.Git.Clock, cancellationToken);
}
