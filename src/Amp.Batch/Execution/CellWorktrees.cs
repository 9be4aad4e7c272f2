using System.Security.Cryptography;
using System.Text;
using Amp.Workspace;

namespace Amp.Batch.Execution;

/// <summary>Makes and removes the worktrees of a batch, through the workspace's own rules.</summary>
internal sealed class CellWorktrees(BatchContext context)
{
    private const int MaxTries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public Task<Worktree> CreateAsync(BatchCell cell, CancellationToken cancellationToken) =>
        context.Worktrees.CreateAsync(new() { Base = context.CommitOf(cell), Name = NameOf(cell.Id) }, cancellationToken);

    /// <summary>Removes a worktree with what runs in it. What it holds goes into a salvage first; that is let go when the patch holds all of it, or nobody wants it.</summary>
    /// <returns><see langword="null"/> when it is gone; else why it must stay.</returns>
    public async Task<string?> RemoveAsync(Worktree worktree, bool isKeptElsewhere)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                context.Worktrees.EndCommands(worktree.Id!);
                var removal = await context.Worktrees.RemoveAsync(worktree.Id!, WorktreeRemovePolicy.Salvaging, CancellationToken.None).ConfigureAwait(false);
                if (removal.Salvage is { } salvage && isKeptElsewhere && !HoldsCommits(salvage, worktree.BaseSha))
                {
                    await context.Worktrees.Salvages.DropAsync(salvage, $"cell of the batch {context.Id}", CancellationToken.None).ConfigureAwait(false);
                }

                return null;
            }
            catch (WorktreeRefusedException e) when ((e.Obstacles & (WorktreeObstacle.InUse | WorktreeObstacle.Changing)) != 0 && attempt < MaxTries)
            {
                // What stands in it has been killed, and may take a moment to end.
                await Task.Delay(Pause, context.Clock, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is WorkspaceException or TimeoutException or IOException or UnauthorizedAccessException)
            {
                BatchLog.WorktreeStays(context.Logger, context.Id, worktree.Path, e.Message);
                return e.Message;
            }
        }
    }

    /// <summary>Cleans up what a host that died had left of this batch: only worktrees whose owner has provably ended, and only this batch's.</summary>
    /// <param name="finished">The cells that are over.</param>
    /// <param name="cancellationToken">Ends it between two worktrees.</param>
    public async Task CleanUpAsync(IEnumerable<BatchCellResult> finished, CancellationToken cancellationToken)
    {
        // Also takes back what was half made or half removed.
        await context.Worktrees.PruneAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var (removed, processes) = (0, 0);
        foreach (var worktree in await context.Worktrees.ListAsync(withState: false, cancellationToken).ConfigureAwait(false))
        {
            if (worktree is { IsOurs: true, IsOwnerGone: true, Owner: { } owner } && owner.SessionId == BatchContext.SessionOf(context.Id))
            {
                cancellationToken.ThrowIfCancellationRequested();
                processes += context.Worktrees.EndCommands(worktree.Id!);
                removed += await RemoveAsync(worktree, isKeptElsewhere: true).ConfigureAwait(false) is null ? 1 : 0;
            }
        }

        await DropSalvagesAsync(finished, cancellationToken).ConfigureAwait(false);
        var folder = context.Store.FolderOf(context.Id);
        foreach (var torn in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.tmp") : [])
        {
            File.Delete(torn);
        }

        if (removed + processes > 0)
        {
            BatchLog.CleanedUp(context.Logger, context.Id, removed, processes);
        }
    }

    // The host died between keeping the work and letting it go.
    private async Task DropSalvagesAsync(IEnumerable<BatchCellResult> finished, CancellationToken cancellationToken)
    {
        var needed = finished.Where(static result => result.Diff is null or { Files: > 0, Patch: null } && result.Outcome is not BatchOutcome.SetupFailed).Select(static result => result.CellId).ToHashSet(StringComparer.Ordinal);
        var dropped = context.Cells.Where(cell => !needed.Contains(cell.Id)).ToDictionary(cell => NameOf(cell.Id), context.CommitOf, StringComparer.Ordinal);
        foreach (var salvage in await context.Worktrees.Salvages.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (salvage.WorktreeId is { } id && id.LastIndexOf('-') is > 0 and var end && dropped.TryGetValue(id[..end], out var commit) && !HoldsCommits(salvage, commit))
            {
                await context.Worktrees.Salvages.DropAsync(salvage, $"left by a dead host of the batch {context.Id}", cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The batch is in it: another one may have the same cell.
    private string NameOf(string cellId) => $"batch-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context.Id)))[..8]}-{cellId}";

    // A patch has no messages and no authors.
    private static bool HoldsCommits(Salvage salvage, string? commit) => salvage.OtherTips.Count > 0 || (salvage.HeadSha is { } head && head != commit);
}
