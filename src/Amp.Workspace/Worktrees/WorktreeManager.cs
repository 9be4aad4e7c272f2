using Amp.Workspace.Git;
using Amp.Workspace.Worktrees;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Workspace;

/// <summary>Makes, lists, takes up and removes the worktrees of a repository, and never loses what is in them.</summary>
/// <remarks>
/// <para>Safe to use from any thread, and from any number of processes at once: what changes the list of worktrees is done one at a time for a repository.</para>
/// <para>Each verb first cleans up what a process that was killed had left half done. docs/workspace.md says what each verb does with each state.</para>
/// </remarks>
public sealed class WorktreeManager
{
    private readonly WorktreeContext _context;
    private readonly WorktreeRecovery _recovery;
    private readonly WorktreeRemover _remover;

    /// <summary>Manages the worktrees of a repository.</summary>
    /// <param name="repository">The repository, or any worktree of it.</param>
    /// <param name="options">Where and how; the defaults when <see langword="null"/>.</param>
    /// <param name="logger">Gets what happens.</param>
    /// <param name="clock">What tells ages and measures waits.</param>
    /// <exception cref="ArgumentException">The options are out of range, or would put worktrees inside of the repository.</exception>
    public WorktreeManager(GitRepository repository, WorktreeOptions? options = null, ILogger<WorktreeManager>? logger = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(repository);
        options ??= new();
        WorktreeOptionsCheck.Throw(options, nameof(options));
        _context = new(repository, options, clock ?? TimeProvider.System, logger ?? (ILogger)NullLogger.Instance);
        (_recovery, _remover) = (new(_context), new(_context));
    }

    /// <summary>The repository.</summary>
    public GitRepository Repository => _context.Repository;

    /// <summary>The folder that holds the worktrees made here.</summary>
    public string Folder => _context.Layout.Folder;

    /// <summary>The file with one line of JSON for each deletion, before and after it.</summary>
    public string AuditLogPath => _context.Layout.AuditFile;

    /// <summary>What removals have kept.</summary>
    public SalvageStore Salvages => new(_context.Git, _context.Clock, _context.Audit);

    /// <summary>Makes a worktree. It is locked in git's own way with this process as its owner, and holds no branch unless one is asked for.</summary>
    /// <param name="request">What to make; a detached one at <c>HEAD</c> when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up: the worktree is then taken back whole.</param>
    /// <returns>The worktree, verified.</returns>
    /// <exception cref="GitException">There is no such commit, no commit at all, or the branch exists. Nothing is left behind.</exception>
    /// <exception cref="WorkspaceException">It could not be verified, or a setup command failed. Nothing is left behind.</exception>
    /// <exception cref="TimeoutException">Others hold the repository's lock (<see cref="WorktreeOptions.LockTimeout"/>), or git took too long.</exception>
    public async Task<Worktree> CreateAsync(WorktreeRequest? request = null, CancellationToken cancellationToken = default) =>
        WorktreeListing.Describe(await new WorktreeCreation(_context, _recovery).RunAsync(request ?? new(), cancellationToken).ConfigureAwait(false));

    /// <summary>All worktrees of the repository: the main one first, ours and others'.</summary>
    /// <param name="withState">Also looks at what is in each that is nowhere else, which takes as long as <c>git status</c> in each.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The worktrees as they are now.</returns>
    public Task<IReadOnlyList<Worktree>> ListAsync(bool withState = true, CancellationToken cancellationToken = default) =>
        new WorktreeListing(_context).ListAsync(withState, cancellationToken);

    /// <summary>Brings files of a worktree that was made with <see cref="WorktreeCheckout.None"/>. Files that are there are not touched.</summary>
    /// <param name="pathOrId">Its folder, or our name for it.</param>
    /// <param name="paths">Files and folders from its top, by name and not by pattern; all when empty.</param>
    /// <param name="cancellationToken">Ends git between two files.</param>
    /// <returns>Completes when they are there.</returns>
    /// <exception cref="GitException">A path is not in the index.</exception>
    /// <exception cref="WorktreeRefusedException">It is not a worktree of this repository.</exception>
    public async Task CheckOutAsync(string pathOrId, IReadOnlyList<string>? paths = null, CancellationToken cancellationToken = default)
    {
        var target = WorktreeTarget.Find(_context, pathOrId);
        var folder = target.Folder is { HasFiles: true } there ? there : throw new WorktreeRefusedException(target.Path, WorktreeObstacle.Unknown, "it is not a worktree of this repository.");
        var git = _context.Git.In(folder.Path);
        var listed = await git.RunAsync(folder.Call(["ls-files", "-z", "--deleted", "--", .. (paths ?? []).Select(path => GitArgument.Path(path, nameof(paths)))]) with { IsRead = true }, cancellationToken).ConfigureAwait(false);
        await git.RunAsync(folder.Call("checkout-index", "--quiet", "-u", "-z", "--stdin") with { Input = listed.Output, Settings = _context.CheckoutSettings }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a command in a worktree. It is bounded, ended with everything that it started, and marked as the worktree's own.</summary>
    /// <param name="pathOrId">The worktree's folder, or our name for it.</param>
    /// <param name="command">What to run.</param>
    /// <param name="cancellationToken">Ends it with everything that it started.</param>
    /// <returns>How it ended; an exit code other than 0 is no exception.</returns>
    /// <exception cref="WorkspaceException">It could not be started.</exception>
    /// <exception cref="WorktreeRefusedException">It is not a worktree of this repository.</exception>
    public Task<WorktreeCommandResult> RunCommandAsync(string pathOrId, WorktreeCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var target = WorktreeTarget.Find(_context, pathOrId);
        return target.Folder is { HasFiles: true }
            ? WorktreeCommands.TryAsync(_context, command, target.Path, target.Record?.Id, cancellationToken)
            : throw new WorktreeRefusedException(target.Path, WorktreeObstacle.Unknown, "it is not a worktree of this repository.");
    }

    /// <summary>Ends what commands started in a worktree of ours and left running, also what a host that was killed had left. Only Linux tells.</summary>
    /// <param name="pathOrId">Its folder, or our name for it.</param>
    /// <returns>How many processes there were.</returns>
    public int EndCommands(string pathOrId) => WorktreeTarget.Find(_context, pathOrId).Record is { } record ? ProcessUse.KillMarked(record.Id) : 0;

    /// <summary>Takes a worktree of ours up again, after its process has ended: this process owns it from now on. What is missing of it is made anew; no file that is there is touched.</summary>
    /// <param name="pathOrId">Its folder, or our name for it.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The worktree, and what it took.</returns>
    /// <exception cref="WorktreeRefusedException">It is not ours, another process works in it, or something else is at its place.</exception>
    public async Task<ResumedWorktree> ResumeAsync(string pathOrId, CancellationToken cancellationToken = default)
    {
        using var one = await EnterAsync(cancellationToken).ConfigureAwait(false);
        var (record, how) = await new WorktreeResume(_context).RunAsync(WorktreeTarget.Find(_context, pathOrId), cancellationToken).ConfigureAwait(false);
        return new(WorktreeListing.Describe(record), how);
    }

    /// <summary>Removes a worktree, or refuses. Whatever was in it and is nowhere else is kept first: ignored files and forgotten commits always, changes and commits with <see cref="WorktreeRemovePolicy.Force"/>.</summary>
    /// <param name="pathOrId">Its folder, or our name for it.</param>
    /// <param name="policy">What may go; <see cref="WorktreeRemovePolicy.Safe"/> when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up as long as nothing was deleted: the worktree is then as it was.</param>
    /// <returns>What was removed, and where its rest is kept.</returns>
    /// <exception cref="WorktreeRefusedException">Something stands against it. The worktree is as it was.</exception>
    /// <exception cref="GitException">Git could not keep it. The worktree is as it was.</exception>
    public async Task<WorktreeRemoval> RemoveAsync(string pathOrId, WorktreeRemovePolicy? policy = null, CancellationToken cancellationToken = default)
    {
        policy ??= WorktreeRemovePolicy.Safe;
        if (policy.Cleanup.Count > 0)
        {
            await RunCleanupAsync(WorktreeTarget.Find(_context, pathOrId), policy, cancellationToken).ConfigureAwait(false);
        }

        using var one = await EnterAsync(cancellationToken).ConfigureAwait(false);
        return await _remover.RemoveAsync(WorktreeTarget.Find(_context, pathOrId), policy, policy.Force ? "removed by force" : "removed", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the worktree that stands on a branch, and the branch with it when it was made here and nothing is lost.</summary>
    /// <param name="branchName">The whole name of the branch, without <c>refs/heads/</c>.</param>
    /// <param name="policy">What may go; with it or without, <see cref="WorktreeRemovePolicy.DeleteBranch"/> is set.</param>
    /// <param name="cancellationToken">Gives up as long as nothing was deleted.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="WorktreeRefusedException">No worktree stands on that branch, or something stands against its removal.</exception>
    public async Task<WorktreeRemoval> CleanUpAsync(string branchName, WorktreeRemovePolicy? policy = null, CancellationToken cancellationToken = default)
    {
        GitArgument.Branch(branchName, nameof(branchName));
        var worktree = (await ListAsync(withState: false, cancellationToken).ConfigureAwait(false)).FirstOrDefault(worktree => worktree.Head.Branch == branchName)
            ?? throw new WorktreeRefusedException(branchName, WorktreeObstacle.Unknown, "no worktree stands on that branch.");
        return await RemoveAsync(worktree.Path, (policy ?? WorktreeRemovePolicy.Safe) with { DeleteBranch = true }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the worktrees whose folder somebody else has deleted. What their state still held, staged files and commits, is kept in a salvage; git's own <c>prune</c> drops it.</summary>
    /// <param name="includeForeign">Also those that somebody else made. A folder on a disk that is not mounted looks deleted.</param>
    /// <param name="cancellationToken">Ends it between two worktrees.</param>
    /// <returns>What was forgotten.</returns>
    public async Task<IReadOnlyList<WorktreeRemoval>> PruneAsync(bool includeForeign = false, CancellationToken cancellationToken = default)
    {
        using var one = await EnterAsync(cancellationToken).ConfigureAwait(false);
        var policy = WorktreeRemovePolicy.Salvaging with { IncludeForeign = includeForeign };
        var pruned = new List<WorktreeRemoval>();
        foreach (var worktree in (await ListAsync(withState: false, cancellationToken).ConfigureAwait(false)).Where(worktree => worktree is { IsPrunable: true, IsMain: false }))
        {
            var target = WorktreeTarget.Find(_context, worktree.Path);
            try
            {
                if (target.Folder is { HasFiles: false } && (await _remover.JudgeAsync(target, policy, cancellationToken).ConfigureAwait(false)).Obstacles == WorktreeObstacle.None)
                {
                    pruned.Add(await _remover.RemoveAsync(target, policy, "pruned", cancellationToken).ConfigureAwait(false));
                }
            }
            catch (Exception e) when (e is WorkspaceException or TimeoutException)
            {
                // What git cannot read cannot be kept, and so it stays; the others need not.
                WorktreeLog.NotLookedAt(_context.Logger, target.Path, e.Message);
            }
        }

        return pruned;
    }

    /// <summary>Removes the worktrees that nobody needs: only ours, only clean ones, only when their owner has provably ended.</summary>
    /// <param name="policy">Age, budget, dry run; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends it between two worktrees.</param>
    /// <returns>A verdict on each worktree of ours.</returns>
    public async Task<WorktreeReapReport> ReapAsync(WorktreeReapPolicy? policy = null, CancellationToken cancellationToken = default)
    {
        policy ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(policy.MinAge, TimeSpan.Zero, nameof(policy));
        ArgumentOutOfRangeException.ThrowIfNegative(policy.DiskBudgetBytes ?? 0, nameof(policy));
        using var one = await EnterAsync(cancellationToken).ConfigureAwait(false);
        return await new WorktreeReaper(_context, _remover).RunAsync(policy, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RepositoryLock> EnterAsync(CancellationToken cancellationToken)
    {
        var one = await _context.LockAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _recovery.RunAsync(cancellationToken).ConfigureAwait(false);
            return one;
        }
        catch
        {
            one.Dispose();
            throw;
        }
    }

    // Before the lock, because it may take long; and only if it is to be removed at all.
    private async Task RunCleanupAsync(WorktreeTarget target, WorktreeRemovePolicy policy, CancellationToken cancellationToken)
    {
        var (obstacles, details, _) = await _remover.JudgeAsync(target, policy, cancellationToken).ConfigureAwait(false);
        if (obstacles != WorktreeObstacle.None)
        {
            throw new WorktreeRefusedException(target.Path, obstacles, details);
        }

        foreach (var command in policy.Cleanup)
        {
            try
            {
                await WorktreeCommands.RunAsync(_context, command, target.Path, target.Record?.Id, cancellationToken).ConfigureAwait(false);
            }
            catch (WorkspaceException e)
            {
                WorktreeLog.CleanupFailed(_context.Logger, command.Program, target.Path, e.Message);
            }
        }
    }
}
