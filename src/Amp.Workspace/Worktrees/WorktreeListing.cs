using System.Globalization;

namespace Amp.Workspace.Worktrees;

/// <summary>Lists a repository's worktrees: what git knows, joined with what we know.</summary>
internal sealed class WorktreeListing(WorktreeContext context)
{
    public async Task<IReadOnlyList<Worktree>> ListAsync(bool withState, CancellationToken cancellationToken)
    {
        var result = await context.Git.ReadAsync(["worktree", "list", "--porcelain", "-z"], cancellationToken).ConfigureAwait(false);
        var records = context.Records.ReadReady().ToDictionary(record => RealPath.Of(record.Path), StringComparer.Ordinal);
        var worktrees = new List<Worktree>();
        var fields = new List<string>();
        foreach (var field in result.SplitAtNul())
        {
            if (field.Length > 0)
            {
                fields.Add(field);
                continue;
            }

            worktrees.Add(ToWorktree(fields, records, isMain: worktrees.Count == 0));
            fields.Clear();
        }

        if (withState)
        {
            await Parallel.ForAsync(0, worktrees.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, async (i, token) =>
                worktrees[i] = await WithStateAsync(worktrees[i], records.GetValueOrDefault(RealPath.Of(worktrees[i].Path)), token).ConfigureAwait(false)).ConfigureAwait(false);
        }

        return worktrees;
    }

    /// <summary>One worktree of ours, without a look into its files.</summary>
    public static Worktree Describe(WorktreeRecord record) => new()
    {
        Path = record.Path,
        Id = record.Id,
        Head = new() { Sha = record.BaseSha, Branch = record.Branch },
        BaseSha = record.BaseSha,
        CreatedAt = record.CreatedAt,
        IsLocked = true,
        LockReason = WorktreeLock.ReasonFor(record.Owner),
        Owner = record.Owner,
    };

    private static Worktree ToWorktree(List<string> fields, Dictionary<string, WorktreeRecord> records, bool isMain)
    {
        var facts = fields.Select(field => field.Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "", StringComparer.Ordinal);
        var path = Path.GetFullPath(facts["worktree"]);
        var record = isMain ? null : records.GetValueOrDefault(RealPath.Of(path));
        var reason = facts.GetValueOrDefault("locked");
        var owner = WorktreeLock.Parse(reason);
        return new()
        {
            Path = path,
            Id = record?.Id,
            Head = new() { Sha = facts.GetValueOrDefault("HEAD") is { } sha && sha.AsSpan().ContainsAnyExcept('0') ? sha : null, Branch = facts.GetValueOrDefault("branch") is { } branch ? branch.StartsWith("refs/heads/", StringComparison.Ordinal) ? branch["refs/heads/".Length..] : branch : null },
            BaseSha = record?.BaseSha,
            CreatedAt = record?.CreatedAt,
            IsMain = isMain,
            IsBare = facts.ContainsKey("bare"),
            IsLocked = reason is not null,
            LockReason = reason,
            Owner = owner,
            IsOwnerGone = owner is not null && OwnerIdentity.IsGone(owner),
            PrunableReason = facts.GetValueOrDefault("prunable") ?? (!isMain && !Directory.Exists(path) ? "its folder is not there" : null),
        };
    }

    private async Task<Worktree> WithStateAsync(Worktree worktree, WorktreeRecord? record, CancellationToken cancellationToken)
    {
        try
        {
            var folder = worktree.IsMain ? new WorktreeFolder(worktree.Path, context.Layout.CommonDirectory) : WorktreeFolder.Find(worktree.Path, context.Layout.AdminFolder);
            return folder is { HasFiles: true } && !worktree.IsBare ? await LookAsync(worktree, folder, record, cancellationToken).ConfigureAwait(false) : worktree;
        }
        catch (Exception e) when (e is WorkspaceException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            // It is broken, or somebody removed it this moment: the others are to be told all the same.
            WorktreeLog.NotLookedAt(context.Logger, worktree.Path, e.Message);
            return worktree;
        }
    }

    private async Task<Worktree> LookAsync(Worktree worktree, WorktreeFolder folder, WorktreeRecord? record, CancellationToken cancellationToken)
    {
        var contents = await context.Inspection.LookAsync(folder, record, branchToDelete: null, cancellationToken).ConfigureAwait(false);
        return worktree with
        {
            Head = contents.Head,
            State = new()
            {
                ChangedFiles = contents.Changed.Count + contents.Deleted.Count + contents.Submodules.Count,
                IgnoredFiles = contents.Ignored.Count,
                IgnoredBytes = contents.IgnoredBytes,
                UnmergedCommits = contents.UnmergedCommits,
                AheadBy = await CountAheadAsync(folder, record, contents.Head, cancellationToken).ConfigureAwait(false),
            },
        };
    }

    private async Task<int?> CountAheadAsync(WorktreeFolder folder, WorktreeRecord? record, GitHead head, CancellationToken cancellationToken)
    {
        if (head.Sha is null)
        {
            return null;
        }

        var range = record?.BaseSha is { } start ? $"{start}..{head.Sha}" : "@{upstream}..HEAD";
        var result = await context.Git.RunAsync(folder.Call("rev-list", "--count", range) with { IsRead = true, AcceptedExitCodes = [0, 128] }, cancellationToken).ConfigureAwait(false);
        return result.ExitCode == 0 ? int.Parse(result.Text, CultureInfo.InvariantCulture) : null;
    }
}
