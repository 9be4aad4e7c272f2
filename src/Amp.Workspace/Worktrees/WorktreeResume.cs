using System.Text;

namespace Amp.Workspace.Worktrees;

/// <summary>Takes a worktree up again after its process has ended: makes sure that it is one, and brings back what is missing, without touching a file that is there.</summary>
internal sealed class WorktreeResume(WorktreeContext context)
{
    public async Task<(WorktreeRecord Record, WorktreeResumption How)> RunAsync(WorktreeTarget target, CancellationToken cancellationToken)
    {
        if (target.Record is not { } record)
        {
            throw new WorktreeRefusedException(target.Path, WorktreeObstacle.Unknown, "only a worktree that was made here can be taken up again, and there is no record of this one.");
        }

        if (target.Folder is { } known && WorktreeLock.Read(known.AdminDirectory) is { } reason && !WorktreeLock.IsFree(reason))
        {
            throw new WorktreeRefusedException(record.Path, WorktreeObstacle.Locked, WorktreeLock.Parse(reason) is { } owner ? $"process {owner.Pid} on {owner.Hostname} works in it (session {owner.SessionId})." : $"it is locked: '{reason}'.");
        }

        if (Directory.Exists(Path.Combine(record.Path, ".git")) || (Path.Exists(record.Path) && !context.Layout.IsOwnPath(record.Path)))
        {
            throw new WorktreeRefusedException(record.Path, WorktreeObstacle.NestedRepository, "something else is at its place now.");
        }

        var how = target.Folder switch
        {
            { HasFiles: true } folder when PointsTo(record.Path, folder.AdminDirectory) => WorktreeResumption.AsItWas,
            { HasFiles: true } folder => WritePointer(folder),
            { } folder => await RestoreFilesAsync(folder, cancellationToken).ConfigureAwait(false),
            null when Directory.Exists(record.Path) => await RegisterAsync(record, cancellationToken).ConfigureAwait(false),
            null => await AddAsync(record, record.Path, "--quiet", WorktreeResumption.MadeAnew, cancellationToken).ConfigureAwait(false),
        };
        var now = WorktreeFolder.Find(record.Path, context.Layout.AdminFolder)
            ?? throw new WorkspaceException($"'{record.Path}' could not be made a worktree again.");
        record = record with { AdminDirectory = now.AdminDirectory, Owner = context.Me };
        WorktreeLock.Write(now.AdminDirectory, record.Owner);
        context.Records.WriteReady(record);
        WorktreeLog.Resumed(context.Logger, record.Path, how);
        return (record, how);
    }

    private static bool PointsTo(string path, string adminDirectory) =>
        WorktreeFolder.ReadPointer(path) is { } pointer && WorktreeLayout.PathsEqual(RealPath.Of(pointer), RealPath.Of(adminDirectory));

    // Without its .git file, git would take the folder for a part of whatever repository lies around it.
    private static WorktreeResumption WritePointer(WorktreeFolder folder)
    {
        AtomicFile.WriteForGit(Path.Combine(folder.Path, ".git"), Encoding.UTF8.GetBytes($"gitdir: {folder.AdminDirectory}\n"));
        return WorktreeResumption.Registered;
    }

    private async Task<WorktreeResumption> RestoreFilesAsync(WorktreeFolder folder, CancellationToken cancellationToken)
    {
        WorktreeLayout.CreatePrivate(folder.Path);
        WritePointer(folder);
        var git = context.Git.In(folder.Path);
        // What was staged was never lost: the index holds it.
        if (File.Exists(Path.Combine(folder.AdminDirectory, "index")))
        {
            await git.RunAsync(folder.Call("checkout-index", "--all", "--force") with { Settings = context.CheckoutSettings, AcceptedExitCodes = [0, 1] }, cancellationToken).ConfigureAwait(false);
            await git.RunAsync(folder.Call("update-index", "-q", "--refresh") with { AcceptedExitCodes = [0, 1] }, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await git.RunAsync(folder.Call("reset", "--quiet", "--hard", "--no-recurse-submodules") with { Settings = context.CheckoutSettings }, cancellationToken).ConfigureAwait(false);
        }

        return WorktreeResumption.FilesRestored;
    }

    // Git makes a worktree beside it, which is then said to be here: the files stay, and show as what they differ in.
    private async Task<WorktreeResumption> RegisterAsync(WorktreeRecord record, CancellationToken cancellationToken)
    {
        var beside = Path.Combine(context.Layout.Trash, record.Id);
        WorktreeLayout.CreatePrivate(context.Layout.Trash);
        await AddAsync(record, beside, "--no-checkout", WorktreeResumption.Registered, cancellationToken).ConfigureAwait(false);
        var made = WorktreeFolder.Find(beside, context.Layout.AdminFolder)!;
        AtomicFile.WriteForGit(Path.Combine(made.AdminDirectory, "gitdir"), Encoding.UTF8.GetBytes(Path.Combine(record.Path, ".git") + "\n"));
        var folder = made with { Path = record.Path };
        WritePointer(folder);
        FolderDeletion.Delete(beside);
        await context.Git.In(record.Path).RunAsync(folder.Call("read-tree", "HEAD"), cancellationToken).ConfigureAwait(false);
        return WorktreeResumption.Registered;
    }

    private async Task<WorktreeResumption> AddAsync(WorktreeRecord record, string path, string option, WorktreeResumption how, CancellationToken cancellationToken)
    {
        var branch = record.Branch is { } name
            && !BranchUse.IsUsedElsewhere(context.Layout, name, exceptAdminDirectory: null)
            && (await context.Git.RunAsync(new("rev-parse", "--verify", "--quiet", "refs/heads/" + name) { IsRead = true, AcceptedExitCodes = [0, 1] }, cancellationToken).ConfigureAwait(false)).ExitCode == 0
                ? name
                : null;
        List<string> arguments = ["worktree", "add", option, "--no-guess-remote", "--lock", "--reason", WorktreeLock.ReasonFor(context.Me)];
        arguments.AddRange(branch is null ? ["--detach", "--", path, record.BaseSha ?? "HEAD"] : ["--", path, branch]);
        await context.Git.RunAsync(new(arguments) { Settings = context.CheckoutSettings, IsRetried = false }, cancellationToken).ConfigureAwait(false);
        return how;
    }
}
