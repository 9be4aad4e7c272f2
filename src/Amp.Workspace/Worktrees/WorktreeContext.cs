using Amp.Workspace.Git;
using Microsoft.Extensions.Logging;

namespace Amp.Workspace.Worktrees;

/// <summary>What every verb on a repository's worktrees works with.</summary>
internal sealed class WorktreeContext
{
    public WorktreeContext(GitRepository repository, WorktreeOptions options, TimeProvider clock, ILogger logger)
    {
        (Repository, Options, Clock, Logger) = (repository, options, clock, logger);
        Layout = new(repository, options);
        Records = new(Layout);
        Audit = new(Layout, options, clock);
        Git = repository.Git.InRepository(repository.CommonDirectory);
    }

    public GitRepository Repository { get; }

    public WorktreeOptions Options { get; }

    public TimeProvider Clock { get; }

    public ILogger Logger { get; }

    public WorktreeLayout Layout { get; }

    public RecordStore Records { get; }

    public AuditLog Audit { get; }

    /// <summary>Git in the folder that all worktrees share: it is there as long as the repository is.</summary>
    public GitCommand Git { get; }

    public LockInfo Me => OwnerIdentity.Current(Options.SessionId, Clock);

    public Task<RepositoryLock> LockAsync(CancellationToken cancellationToken)
    {
        Layout.Create();
        return RepositoryLock.TakeAsync(Layout.LockFile, Options.LockTimeout, Clock, cancellationToken);
    }

    public WorktreeInspection Inspection => new(Git, Options, Repository.ObjectFormat);

    /// <summary>Settings for a checkout.</summary>
    public IReadOnlyList<string> CheckoutSettings => Options.CheckoutWorkers is { } workers ? [$"checkout.workers={workers}"] : [];
}
