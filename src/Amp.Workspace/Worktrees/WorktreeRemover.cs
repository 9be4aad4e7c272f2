namespace Amp.Workspace.Worktrees;

/// <summary>Removes a worktree: looks, refuses or keeps, and only then deletes. What a crash leaves half done is put back before the decision and finished after it.</summary>
internal sealed class WorktreeRemover(WorktreeContext context)
{
    private const WorktreeObstacle LiftedByForce = WorktreeObstacle.Dirty | WorktreeObstacle.Unmerged;

    private readonly WorktreeDeletion _deletion = new(context);

    /// <summary>What stands against a removal. Changes nothing.</summary>
    public async Task<(WorktreeObstacle Obstacles, string Details, WorktreeContents? Contents)> JudgeAsync(WorktreeTarget target, WorktreeRemovePolicy policy, CancellationToken cancellationToken)
    {
        var (obstacles, details) = JudgeOutside(target, policy, target.Path);
        if (target.Folder is null || obstacles.HasFlag(WorktreeObstacle.Main))
        {
            return (obstacles, string.Join(' ', details), null);
        }

        var contents = await LookAsync(target, target.Folder, policy, cancellationToken).ConfigureAwait(false);
        obstacles |= Unlifted(contents, policy);
        return (obstacles, string.Join(' ', [.. details, .. contents.Details]), contents);
    }

    /// <summary>Removes it. The repository's lock is held.</summary>
    /// <exception cref="WorktreeRefusedException">Something stands against it. The worktree is as it was.</exception>
    public async Task<WorktreeRemoval> RemoveAsync(WorktreeTarget target, WorktreeRemovePolicy policy, string reason, CancellationToken cancellationToken)
    {
        var (obstacles, details, _) = await JudgeAsync(target, policy, cancellationToken).ConfigureAwait(false);
        if (obstacles != WorktreeObstacle.None)
        {
            throw new WorktreeRefusedException(target.Path, obstacles, details);
        }

        var folder = target.Folder!;
        var record = (target.Record ?? Foreign(target)) with { Phase = WorktreePhase.Removing, Owner = context.Me, AdminDirectory = folder.AdminDirectory, TrashPath = TrashFor(target) };
        context.Records.WritePending(record);
        Steps.Reach("remove.noted");
        Salvage? salvage;
        try
        {
            (record, salvage) = await DecideAsync(record, target, policy, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            PutBack(record, e.Message);
            throw;
        }

        Steps.Reach("remove.decided");
        context.Audit.Write("delete-begins", record.Id, reason, record.Path, null, record.BranchToDelete, salvage?.Id);
        await _deletion.FinishAsync(record, reason, salvage?.Id, CancellationToken.None).ConfigureAwait(false);
        WorktreeLog.Removed(context.Logger, record.Path, salvage?.Id);
        return new() { Path = record.Path, Salvage = salvage, DeletedBranch = record.BranchToDelete };
    }

    // Away from its path first: then whoever comes by its name finds nothing, and what is looked at is what is deleted.
    private async Task<(WorktreeRecord Record, Salvage? Salvage)> DecideAsync(WorktreeRecord record, WorktreeTarget target, WorktreeRemovePolicy policy, CancellationToken cancellationToken)
    {
        var moved = target.Folder!;
        if (record.TrashPath is { } trash)
        {
            moved = moved with { Path = trash };
            WorktreeLayout.CreatePrivate(Path.GetDirectoryName(trash)!);
            Move(record.Path, trash);
        }

        Steps.Reach("remove.moved");
        var contents = await LookAsync(target, moved, policy, cancellationToken).ConfigureAwait(false);
        var obstacles = Unlifted(contents, policy) | JudgeOutside(target, policy, moved.Path).Obstacles;
        if (obstacles != WorktreeObstacle.None)
        {
            throw new WorktreeRefusedException(record.Path, obstacles | WorktreeObstacle.Changing, string.Join(' ', ["it changed while it was being removed, and was put back.", .. contents.Details]));
        }

        var salvage = contents.NeedsSalvage ? await KeepAsync(moved, contents, record, cancellationToken).ConfigureAwait(false) : null;
        Steps.Reach("remove.salvaged");
        record = record with { Phase = WorktreePhase.Deleting };
        if (BranchOf(target, policy) is { } branch)
        {
            var tip = await context.Git.RunAsync(new("rev-parse", "--verify", "--quiet", "refs/heads/" + branch) { IsRead = true, AcceptedExitCodes = [0, 1] }, cancellationToken).ConfigureAwait(false);
            record = tip.ExitCode == 0 ? record with { BranchToDelete = branch, BranchToDeleteSha = tip.Text } : record;
        }

        context.Records.WritePending(record);
        return (record, salvage);
    }

    private async Task<Salvage> KeepAsync(WorktreeFolder folder, WorktreeContents contents, WorktreeRecord record, CancellationToken cancellationToken)
    {
        try
        {
            return await new SalvageWriter(context.Git, context.Clock).WriteAsync(folder, contents, record.Path, record.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorktreeRefusedException(record.Path, WorktreeObstacle.Unreadable, $"what is in it could not be kept: {e.Message}");
        }
    }

    private async Task<WorktreeContents> LookAsync(WorktreeTarget target, WorktreeFolder folder, WorktreeRemovePolicy policy, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Inspection.LookAsync(folder, target.Record, BranchOf(target, policy), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorktreeRefusedException(target.Path, WorktreeObstacle.Unreadable, $"it could not be looked through: {e.Message}");
        }
    }

    // Our own branch, unless another worktree stands on it.
    private string? BranchOf(WorktreeTarget target, WorktreeRemovePolicy policy) =>
        policy.DeleteBranch && target.Record?.Branch is { } branch && !BranchUse.IsUsedElsewhere(context.Layout, branch, target.Folder!.AdminDirectory) ? branch : null;

    private static WorktreeObstacle Unlifted(WorktreeContents contents, WorktreeRemovePolicy policy) => contents.Obstacles & ~(policy.Force ? LiftedByForce : WorktreeObstacle.None);

    private static (WorktreeObstacle Obstacles, IReadOnlyList<string> Details) JudgeOutside(WorktreeTarget target, WorktreeRemovePolicy policy, string path)
    {
        var (obstacles, details) = (WorktreeObstacle.None, new List<string>());
        if (target.IsMain)
        {
            Add(WorktreeObstacle.Main, "it is the repository's own work tree.");
        }
        else if (target.Folder is null)
        {
            Add(WorktreeObstacle.Unknown, "it is not a worktree of this repository.");
        }
        else
        {
            if (target.Record is null && !policy.IncludeForeign)
            {
                Add(WorktreeObstacle.Foreign, "somebody else made it.");
            }

            if (WorktreeLock.Read(target.Folder.AdminDirectory) is { } reason && !policy.BreakLock && !WorktreeLock.IsFree(reason))
            {
                Add(WorktreeObstacle.Locked, WorktreeLock.Parse(reason) is { } owner ? $"process {owner.Pid} on {owner.Hostname} holds it (session {owner.SessionId})." : $"it is locked: '{reason}'.");
            }
        }

        if (WorktreeLayout.IsInside(RealPath.Of(Environment.CurrentDirectory), RealPath.Of(path)))
        {
            Add(WorktreeObstacle.Current, "this process stands in it.");
        }

        if (!policy.BreakLock && Directory.Exists(path) && ProcessUse.FindOther(RealPath.Of(path), null) is { } process)
        {
            Add(WorktreeObstacle.InUse, $"process {process} stands in it.");
        }

        return (obstacles, details);

        void Add(WorktreeObstacle obstacle, string detail)
        {
            obstacles |= obstacle;
            details.Add(detail);
        }
    }

    private WorktreeRecord Foreign(WorktreeTarget target) => new()
    {
        Id = $"{WorktreeLayout.FileNameOf(Path.GetFileName(target.Path))}-{Guid.NewGuid():N}",
        Path = target.Path,
        Phase = WorktreePhase.Removing,
        Owner = context.Me,
        CreatedAt = context.Clock.GetUtcNow(),
    };

    // On the same disk, so that it is one step of the file system. Submodules know the way to their repositories from where they are, so theirs stay in place.
    private string? TrashFor(WorktreeTarget target) =>
        !target.Folder!.HasFiles || Directory.Exists(Path.Combine(target.Folder.AdminDirectory, "modules")) ? null
        : context.Layout.IsOwnPath(target.Path) ? Path.Combine(context.Layout.Trash, Path.GetFileName(target.Path))
        : Path.Combine(Path.GetDirectoryName(target.Path)!, $".amp-removing-{Path.GetFileName(target.Path)}");

    private static void Move(string from, string to)
    {
        try
        {
            Directory.Move(from, to);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorktreeRefusedException(from, WorktreeObstacle.InUse, $"its folder cannot be moved: {e.Message}");
        }
    }

    private void PutBack(WorktreeRecord record, string problem)
    {
        if (record.TrashPath is null)
        {
            context.Records.DeletePending(record.Id);
            return;
        }

        if (Directory.Exists(record.TrashPath) && !Path.Exists(record.Path))
        {
            Directory.Move(record.TrashPath, record.Path);
            context.Audit.Write("put-back", record.Id, problem, record.Path);
        }

        if (!Directory.Exists(record.TrashPath))
        {
            context.Records.DeletePending(record.Id);
        }
    }
}
