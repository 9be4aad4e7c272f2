namespace Amp.Workspace.Worktrees;

/// <summary>Cleans up after processes that ended in the middle of something. Called under the repository's lock before every verb; costs a look into an empty folder when there is nothing.</summary>
internal sealed class WorktreeRecovery(WorktreeContext context)
{
    private readonly WorktreeDeletion _deletion = new(context);

    /// <exception cref="OperationCanceledException">Cancelled: the rest is done the next time.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var record in context.Records.ReadPending())
        {
            try
            {
                await RecoverAsync(record, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is WorkspaceException or IOException or UnauthorizedAccessException or TimeoutException)
            {
                WorktreeLog.NotRecovered(context.Logger, record.Path, e.Message);
            }
        }
    }

    /// <summary>Takes back what this process could not finish making. Not cancellable: half a worktree helps nobody.</summary>
    public async Task TakeBackAsync(WorktreeRecord record, string problem)
    {
        try
        {
            using var one = await context.LockAsync(CancellationToken.None).ConfigureAwait(false);
            // Nobody has been given it yet, so all that is in it was made by us.
            await DeleteMadeAsync(record, problem, CancellationToken.None).ConfigureAwait(false);
            WorktreeLog.RolledBack(context.Logger, record.Path, problem);
        }
        catch (Exception e) when (e is WorkspaceException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            // The record says what is left to do, for the next verb after this process.
            WorktreeLog.NotRecovered(context.Logger, record.Path, e.Message);
        }
    }

    private Task RecoverAsync(WorktreeRecord record, CancellationToken cancellationToken) => record.Phase switch
    {
        WorktreePhase.Creating => RecoverCreationAsync(record, cancellationToken),
        WorktreePhase.Removing => PutBackAsync(record),
        WorktreePhase.Deleting => FinishDeletionAsync(record, cancellationToken),
        _ => ForgetPendingAsync(record),
    };

    private async Task RecoverCreationAsync(WorktreeRecord record, CancellationToken cancellationToken)
    {
        // Creating goes on outside of the lock. And what a dead process had started may still be writing.
        if (OwnerIdentity.IsThisProcess(record.Owner) || !OwnerIdentity.IsGone(record.Owner) || ProcessUse.FindOther(record.Path, record.Id) is not null)
        {
            return;
        }

        if (context.Records.Find(record.Id) is not null)
        {
            // It was ready, and only the note that it was not yet is left.
            context.Records.DeletePending(record.Id);
            return;
        }

        var folder = Find(record);
        if (folder is { HasFiles: true })
        {
            await PrepareIndexAsync(folder, cancellationToken).ConfigureAwait(false);
            var contents = await context.Inspection.LookAsync(folder, record, branchToDelete: null, cancellationToken).ConfigureAwait(false);
            if ((contents.Obstacles & ~(WorktreeObstacle.Dirty | WorktreeObstacle.Unmerged)) != 0)
            {
                Keep(record, folder, contents);
                return;
            }

            // A setup command, or somebody who found the folder, may have written here.
            if (contents.IsStaged || contents.Changed.Count > 0 || contents.Ignored.Count > 0 || contents.LostTips.Count > 0)
            {
                await new SalvageWriter(context.Git, context.Clock).WriteAsync(folder, contents, record.Path, record.Id, cancellationToken).ConfigureAwait(false);
            }
        }

        await DeleteMadeAsync(record, "its process ended before it was ready", cancellationToken).ConfigureAwait(false);
        WorktreeLog.Recovered(context.Logger, record.Path, "made", "It was taken back.");
    }

    private void Keep(WorktreeRecord record, WorktreeFolder folder, WorktreeContents contents)
    {
        context.Records.WriteReady(record with { Phase = WorktreePhase.Ready, AdminDirectory = folder.AdminDirectory, BaseSha = record.BaseSha ?? contents.Head.Sha });
        context.Records.DeletePending(record.Id);
        WorktreeLog.Recovered(context.Logger, record.Path, "made", $"It was kept as it is: {string.Join(' ', contents.Details)}");
    }

    // git was ended while it wrote the index: without one, every file would look like somebody's.
    private async Task PrepareIndexAsync(WorktreeFolder folder, CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(folder.AdminDirectory, "index.lock"));
        if (!File.Exists(Path.Combine(folder.AdminDirectory, "index")))
        {
            await context.Git.RunAsync(folder.Call("read-tree", "HEAD") with { AcceptedExitCodes = [0, 128] }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DeleteMadeAsync(WorktreeRecord record, string reason, CancellationToken cancellationToken)
    {
        if (!context.Layout.IsOwnPath(record.Path) || !context.Layout.IsMarked())
        {
            throw new WorkspaceException($"'{record.Path}' is not a folder of ours.");
        }

        var folder = Find(record);
        if (folder is null && Directory.Exists(record.Path) && Directory.EnumerateFileSystemEntries(record.Path).Any(entry => Path.GetFileName(entry) != ".git" || Directory.Exists(entry)))
        {
            throw new WorkspaceException($"'{record.Path}' has files in it and is no worktree, so whose they are cannot be told.");
        }

        context.Audit.Write("rolled-back", record.Id, reason, record.Path, record.BaseSha, record.Branch);
        if (folder is not null)
        {
            record = await WithBranchAsync(record with { AdminDirectory = folder.AdminDirectory }, folder, cancellationToken).ConfigureAwait(false);
        }

        await _deletion.FinishAsync(record, reason, null, cancellationToken).ConfigureAwait(false);
    }

    // The branch is ours to delete only if this worktree stands on it, which git allows nobody else, and nothing is on it alone.
    private async Task<WorktreeRecord> WithBranchAsync(WorktreeRecord record, WorktreeFolder folder, CancellationToken cancellationToken)
    {
        var head = Path.Combine(folder.AdminDirectory, "HEAD");
        if (record.Branch is not { } branch || !File.Exists(head) || File.ReadAllText(head).Trim() != "ref: refs/heads/" + branch)
        {
            return record;
        }

        var tip = await context.Git.RunAsync(new("rev-parse", "--verify", "--quiet", "refs/heads/" + branch) { IsRead = true, AcceptedExitCodes = [0, 1] }, cancellationToken).ConfigureAwait(false);
        if (tip.ExitCode != 0 || (record.BaseSha is { } sha && sha != tip.Text))
        {
            return record;
        }

        var (tips, _) = await LostHistory.FindAsync(context.Git, folder.AdminDirectory, tip.Text, branch, cancellationToken).ConfigureAwait(false);
        return tips.Count > 0 ? record : record with { BranchToDelete = branch, BranchToDeleteSha = tip.Text };
    }

    private Task PutBackAsync(WorktreeRecord record)
    {
        if (record.TrashPath is { } trash && Directory.Exists(trash))
        {
            if (Path.Exists(record.Path))
            {
                throw new WorkspaceException($"A removal left the worktree in '{trash}', and at its place '{record.Path}' is something else now. Move that away.");
            }

            Directory.Move(trash, record.Path);
            context.Audit.Write("put-back", record.Id, "a removal was broken off", record.Path);
            WorktreeLog.Recovered(context.Logger, record.Path, "removed", "It was put back.");
        }

        return ForgetPendingAsync(record);
    }

    private async Task FinishDeletionAsync(WorktreeRecord record, CancellationToken cancellationToken)
    {
        await _deletion.FinishAsync(record, "a removal was broken off after everything was safe", null, cancellationToken).ConfigureAwait(false);
        WorktreeLog.Recovered(context.Logger, record.Path, "removed", "Its removal was finished.");
    }

    private Task ForgetPendingAsync(WorktreeRecord record)
    {
        context.Records.DeletePending(record.Id);
        return Task.CompletedTask;
    }

    private WorktreeFolder? Find(WorktreeRecord record) => WorktreeFolder.Find(record.Path, context.Layout.AdminFolder);
}
