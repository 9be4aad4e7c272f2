namespace Amp.Workspace.Worktrees;

/// <summary>The end of a worktree, once nothing in it can be lost: each step can be taken again after a crash in the middle of it.</summary>
internal sealed class WorktreeDeletion(WorktreeContext context)
{
    public async Task FinishAsync(WorktreeRecord record, string reason, string? salvage, CancellationToken cancellationToken)
    {
        await DeleteFilesAsync(record.TrashPath ?? record.Path, cancellationToken).ConfigureAwait(false);
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

    // .NET cannot name files whose names are not UTF-8. Git can, and with an index that is not there every file is one to clean away.
    private async Task DeleteFilesAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            FolderDeletion.Delete(folder);
        }
        catch (IOException) when (!OperatingSystem.IsWindows() && Directory.Exists(folder))
        {
            var environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["GIT_DIR"] = context.Layout.CommonDirectory,
                ["GIT_WORK_TREE"] = folder,
                ["GIT_INDEX_FILE"] = Path.Combine(context.Layout.Pending, "no-index"),
            };
            await context.Git.In(folder).RunAsync(new("clean", "-ffdxq") { Environment = environment }, cancellationToken).ConfigureAwait(false);
            FolderDeletion.Delete(folder);
        }
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
