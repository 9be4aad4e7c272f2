namespace Amp.Workspace.Worktrees;

/// <summary>Takes away worktrees of ours that nobody needs: clean, old, and of a process that has provably ended.</summary>
internal sealed class WorktreeReaper(WorktreeContext context, WorktreeRemover remover)
{
    public async Task<WorktreeReapReport> RunAsync(WorktreeReapPolicy policy, CancellationToken cancellationToken)
    {
        var removal = new WorktreeRemovePolicy { DeleteBranch = policy.DeleteMergedBranches };
        var verdicts = new List<WorktreeVerdict>();
        var records = context.Records.ReadReady().Where(record => context.Layout.IsOwnPath(record.Path)).OrderBy(record => record.CreatedAt).ToArray();
        var sizes = records.Select(record => FolderDeletion.Measure(record.Path)).ToArray();
        var (before, left) = (sizes.Sum(), sizes.Sum());
        for (var i = 0; i < records.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var verdict = await JudgeAsync(records[i], sizes[i], policy, removal, isOverBudget: left > policy.DiskBudgetBytes, cancellationToken).ConfigureAwait(false);
            if (verdict is { IsReaped: true } && !policy.IsDryRun)
            {
                verdict = await TakeAsync(verdict, removal, cancellationToken).ConfigureAwait(false);
            }

            left -= verdict.IsReaped ? sizes[i] : 0;
            verdicts.Add(verdict);
        }

        return new() { Verdicts = verdicts, IsDryRun = policy.IsDryRun, BytesBefore = before, BytesAfter = left };
    }

    private async Task<WorktreeVerdict> JudgeAsync(WorktreeRecord record, long bytes, WorktreeReapPolicy policy, WorktreeRemovePolicy removal, bool isOverBudget, CancellationToken cancellationToken)
    {
        var target = WorktreeTarget.Find(context, record.Id);
        var worktree = WorktreeListing.Describe(record);
        if (target.Folder is null || !context.Layout.IsMarked())
        {
            return new() { Worktree = worktree, IsReaped = false, Obstacles = WorktreeObstacle.Unknown, Details = "git does not know it as a worktree any more.", Bytes = bytes };
        }

        var owner = WorktreeLock.Read(target.Folder.AdminDirectory) is { } reason ? WorktreeLock.Parse(reason) : record.Owner;
        worktree = worktree with { Owner = owner, IsOwnerGone = owner is not null && OwnerIdentity.IsGone(owner) };
        if (!worktree.IsOwnerGone)
        {
            return new() { Worktree = worktree, IsReaped = false, Obstacles = WorktreeObstacle.Locked, Details = "its owner lives, or cannot be told to have ended.", Bytes = bytes };
        }

        if (context.Clock.GetUtcNow() - record.CreatedAt < policy.MinAge && !isOverBudget)
        {
            return new() { Worktree = worktree, IsReaped = false, Obstacles = WorktreeObstacle.Young, Details = $"it is younger than {policy.MinAge}.", Bytes = bytes };
        }

        try
        {
            var (obstacles, details, _) = await remover.JudgeAsync(target, removal, cancellationToken).ConfigureAwait(false);
            // A branch that would lose commits stays; its worktree need not.
            return new() { Worktree = worktree, IsReaped = obstacles == WorktreeObstacle.None, Obstacles = obstacles, Details = details, Bytes = bytes };
        }
        catch (WorktreeRefusedException e)
        {
            return new() { Worktree = worktree, IsReaped = false, Obstacles = e.Obstacles, Details = e.Message, Bytes = bytes };
        }
        catch (Exception e) when (e is WorkspaceException or TimeoutException)
        {
            return new() { Worktree = worktree, IsReaped = false, Obstacles = WorktreeObstacle.Unreadable, Details = e.Message, Bytes = bytes };
        }
    }

    private async Task<WorktreeVerdict> TakeAsync(WorktreeVerdict verdict, WorktreeRemovePolicy removal, CancellationToken cancellationToken)
    {
        try
        {
            var done = await remover.RemoveAsync(WorktreeTarget.Find(context, verdict.Worktree.Id!), removal, "reaped", cancellationToken).ConfigureAwait(false);
            return verdict with { Salvage = done.Salvage };
        }
        catch (WorktreeRefusedException e)
        {
            return verdict with { IsReaped = false, Obstacles = e.Obstacles, Details = e.Message };
        }
        catch (Exception e) when (e is WorkspaceException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            return verdict with { IsReaped = false, Details = e.Message };
        }
    }
}
