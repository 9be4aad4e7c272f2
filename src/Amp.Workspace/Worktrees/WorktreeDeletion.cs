namespace Amp.Workspace.Worktrees;

/// <summary>The end of a worktree, once nothing in it can be lost: each step can be taken again after a crash in the middle of it.</summary>
internal sealed class WorktreeDeletion(WorktreeContext context)
{
    public async Task FinishAsync(WorktreeRecord record, string reason, string? salvage, CancellationToken cancellationToken)
    {
        FolderDeletion.Delete(record.TrashPath ?? record.Path);
        Steps.Reach("delete.files");
        if (record.AdminDirectory is { } admin && IsStateOf(admin, record))
        {
            FolderDeletion.Delete(admin);
        }

        Steps.Reach("delete.state");
        if (record is { BranchToDelete: { } branch, BranchToDeleteSha: { } sha })
        {
            await DeleteBranchAsync(record.Id, branch, sha, reason, cancellationToken).ConfigureAwait(false);
        }

        Steps.Reach("delete.branch");
        context.Audit.Write("deleted", record.Id, reason, record.Path, null, record.BranchToDelete, salvage);
        context.Records.Delete(record.Id);
        Steps.Reach("delete.forgotten");
    }

    // The folder of state is named by a record that a crash may have left: it must still be this worktree's, or half gone.
    private bool IsStateOf(string admin, WorktreeRecord record) =>
        WorktreeLayout.PathsEqual(Path.GetDirectoryName(admin) ?? "", context.Layout.AdminFolder)
        && (WorktreeFolder.ReadBackPointer(admin) is not { } back || WorktreeLayout.PathsEqual(RealPath.Of(back), RealPath.Of(record.Path)) || (record.TrashPath is { } trash && WorktreeLayout.PathsEqual(back, trash)));

    // Only if it is still where we saw it.
    private async Task DeleteBranchAsync(string id, string branch, string sha, string reason, CancellationToken cancellationToken)
    {
        var now = await context.Git.RunAsync(new("rev-parse", "--verify", "--quiet", "refs/heads/" + branch) { IsRead = true, AcceptedExitCodes = [0, 1] }, cancellationToken).ConfigureAwait(false);
        if (now.Text == sha)
        {
            context.Audit.Write("branch-deleted", id, reason, null, sha, branch);
            await context.Git.RunAsync(new("update-ref", "-d", "refs/heads/" + branch, sha), cancellationToken).ConfigureAwait(false);
        }
    }
}
