using System.Runtime.CompilerServices;
using Amp.Workspace.Workspaces;
using Amp.Workspace.Worktrees;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Workspace;

/// <summary>Opens folders, says what they are, remembers the last ones, and watches them.</summary>
/// <remarks>Safe to use from any thread.</remarks>
public sealed class WorkspaceManager
{
    private readonly WorkspaceOptions _options;
    private readonly IRecentWorkspaceStore _recent;
    private readonly TimeProvider _clock;
    private readonly ILoggerFactory _loggers;

    /// <summary>Makes a manager.</summary>
    /// <param name="options">The defaults when <see langword="null"/>.</param>
    /// <param name="recent">What keeps the recent workspaces; a <see cref="RecentWorkspaceFile"/> when <see langword="null"/>.</param>
    /// <param name="loggers">Where it logs; nowhere when <see langword="null"/>.</param>
    /// <param name="clock">What measures time; the system's when <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public WorkspaceManager(WorkspaceOptions? options = null, IRecentWorkspaceStore? recent = null, ILoggerFactory? loggers = null, TimeProvider? clock = null)
    {
        _options = options ?? new();
        WorkspaceOptionsValidator.Throw(_options, nameof(options));
        _clock = clock ?? TimeProvider.System;
        _recent = recent ?? new RecentWorkspaceFile(_options.RecentFile, _clock);
        _loggers = loggers ?? NullLoggerFactory.Instance;
    }

    /// <summary>Says what a folder is, and remembers it when it is one to work in.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The workspace; also for a folder that is missing or broken, with the reason.</returns>
    /// <exception cref="GitException">Git is missing or too old, or fails for another reason than what the folder is.</exception>
    public async Task<Workspace> OpenAsync(string path, CancellationToken cancellationToken = default)
    {
        var workspace = await InspectAsync(path, cancellationToken).ConfigureAwait(false);
        if (workspace.Kind is not (WorkspaceKind.Missing or WorkspaceKind.BrokenWorktree or WorkspaceKind.Untrusted))
        {
            await _recent.UpdateAsync(folders => [.. folders.Where(folder => !WorktreeLayout.PathsEqual(folder, workspace.Root)).Prepend(workspace.Root).Take(_options.MaxRecent)], cancellationToken).ConfigureAwait(false);
        }

        return workspace;
    }

    /// <summary>Says what a folder is, and does not remember it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The workspace; also for a folder that is missing or broken, with the reason.</returns>
    /// <exception cref="GitException">Git is missing or too old, or fails for another reason than what the folder is.</exception>
    public Task<Workspace> InspectAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return WorkspaceInspection.LookAsync(path, _options.Git, _loggers.CreateLogger<GitRepository>(), _clock, cancellationToken);
    }

    /// <summary>The folders that were opened last, the last one first. They may be gone meanwhile.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The folders.</returns>
    public async Task<IReadOnlyList<string>> GetRecentAsync(CancellationToken cancellationToken = default) => await _recent.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Takes a folder off the list of recent ones.</summary>
    /// <param name="path">The folder, as it stands in the list.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Completes when it is off.</returns>
    public async Task ForgetAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        await _recent.UpdateAsync(folders => [.. folders.Where(folder => !WorktreeLayout.PathsEqual(folder, path))], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Manages the worktrees of a workspace's repository.</summary>
    /// <param name="workspace">A workspace with a repository.</param>
    /// <returns>The manager. It holds nothing open.</returns>
    /// <exception cref="WorkspaceException">It has no repository.</exception>
    public WorktreeManager GetWorktrees(Workspace workspace) =>
        new(RepositoryOf(workspace), _options.Worktrees, _loggers.CreateLogger<WorktreeManager>(), _clock);

    /// <summary>The worktrees of a workspace's repository and what is in each.</summary>
    /// <param name="workspace">A workspace with a repository.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The main one first.</returns>
    /// <exception cref="WorkspaceException">It has no repository.</exception>
    public Task<IReadOnlyList<Worktree>> ListWorktreesAsync(Workspace workspace, CancellationToken cancellationToken = default) =>
        GetWorktrees(workspace).ListAsync(withState: true, cancellationToken);

    /// <summary>Tells of changes in a workspace, once it has been left alone for <see cref="WorkspaceOptions.WatchDelay"/>, or at the latest after <see cref="WorkspaceOptions.MaxWatchDelay"/>.</summary>
    /// <param name="workspace">A workspace that is there.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>; leaving the loop ends it too.</param>
    /// <returns>Changes from the first step into the loop on.</returns>
    /// <exception cref="WorkspaceException">The folder is missing, or the system watches no more.</exception>
    public async IAsyncEnumerable<WorkspaceChange> WatchAsync(Workspace workspace, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (!Directory.Exists(workspace.Root))
        {
            throw new WorkspaceException($"There is no folder '{workspace.Root}' to watch.");
        }

        using var watcher = new WorkspaceWatcher(workspace, _options, _clock);
        await foreach (var change in watcher.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return change;
        }
    }

    private static GitRepository RepositoryOf(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return workspace.Repository ?? throw new WorkspaceException($"'{workspace.Path}' has no repository ({workspace.Kind}), so it has no worktrees. {workspace.Problem}");
    }
}
