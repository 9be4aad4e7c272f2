using System.Security.Cryptography;
using Amp.Workspace.Git;

namespace Amp.Workspace.Worktrees;

/// <summary>Makes a worktree: registered under the repository's lock, filled outside of it so that many fill at once, verified, and taken back whole when anything fails.</summary>
internal sealed class WorktreeCreation(WorktreeContext context, WorktreeRecovery recovery)
{
    public async Task<WorktreeRecord> RunAsync(WorktreeRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        var started = context.Clock.GetTimestamp();
        var id = $"{WorktreeLayout.FileNameOf(request.Name ?? request.NewBranch ?? "worktree")}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var record = new WorktreeRecord
        {
            Id = id,
            Path = Path.Combine(context.Layout.Folder, id),
            Phase = WorktreePhase.Creating,
            Owner = context.Me,
            CreatedAt = context.Clock.GetUtcNow(),
            Branch = request.NewBranch,
            HasSubmodules = request.WithSubmodules,
            IsLazy = request.Checkout is WorktreeCheckout.None,
        };
        try
        {
            record = await RegisterAsync(record, request, cancellationToken).ConfigureAwait(false);
            record = await FillAsync(record, request, cancellationToken).ConfigureAwait(false);
            record = record with { Phase = WorktreePhase.Ready };
            context.Records.WriteReady(record);
            Steps.Reach("create.ready");
            context.Records.DeletePending(id);
            WorktreeLog.Created(context.Logger, record.Path, record.BaseSha!, context.Clock.GetElapsedTime(started).TotalMilliseconds);
            return record;
        }
        catch (Exception e)
        {
            // Who gave up while others held the lock has made nothing, and must not wait for them now.
            if (context.Records.IsPending(id))
            {
                await recovery.TakeBackAsync(record, e.Message).ConfigureAwait(false);
            }

            throw;
        }
    }

    private static void Check(WorktreeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        GitArgument.Revision(request.Base, nameof(request));
        if (request.NewBranch is { } branch)
        {
            GitArgument.Branch(branch, nameof(request));
        }

        foreach (var folder in request.SparseFolders)
        {
            if (string.IsNullOrEmpty(folder) || Path.IsPathRooted(folder) || folder.Split('/', '\\').Contains("..") || folder.Any(char.IsControl))
            {
                throw new ArgumentException($"{nameof(WorktreeRequest.SparseFolders)} takes folders from the top of the repository, such as 'src/app'; '{folder}' is none.", nameof(request));
            }
        }

        foreach (var pattern in request.Include)
        {
            if (string.IsNullOrWhiteSpace(pattern) || pattern.Any(char.IsControl))
            {
                throw new ArgumentException($"{nameof(WorktreeRequest.Include)} takes patterns of .gitignore; one is empty or holds a control character.", nameof(request));
            }
        }

        if (request is { Checkout: WorktreeCheckout.None, SparseFolders.Count: > 0 })
        {
            throw new ArgumentException($"{nameof(WorktreeRequest.SparseFolders)} are checked out at once: give them, or {nameof(WorktreeCheckout)}.{nameof(WorktreeCheckout.None)}, not both.", nameof(request));
        }
    }

    private async Task<WorktreeRecord> RegisterAsync(WorktreeRecord record, WorktreeRequest request, CancellationToken cancellationToken)
    {
        using var one = await context.LockAsync(cancellationToken).ConfigureAwait(false);
        await recovery.RunAsync(cancellationToken).ConfigureAwait(false);
        Steps.Reach("create.locked");
        context.Records.WritePending(record);
        Steps.Reach("create.noted");

        List<string> arguments = ["worktree", "add", "--quiet", "--no-checkout", "--no-guess-remote", "--lock", "--reason", WorktreeLock.ReasonFor(record.Owner)];
        arguments.AddRange(request.NewBranch is { } branch ? ["--no-track", "-b", branch] : ["--detach"]);
        arguments.AddRange(["--", record.Path, request.Base]);
        try
        {
            // From the work tree that the caller works in: HEAD means its own.
            await context.Repository.Git.RunAsync(new(arguments) { Environment = MarkOf(record), IsRetried = false }, cancellationToken).ConfigureAwait(false);
        }
        catch (GitException e) when (e.Kind is GitErrorKind.BadReference or GitErrorKind.Other or GitErrorKind.NoCommits)
        {
            // Says whether there is no such commit, or none at all.
            await context.Repository.ResolveAsync(request.Base, cancellationToken).ConfigureAwait(false);
            throw;
        }

        Steps.Reach("create.added");
        record = await VerifyAsync(record, cancellationToken).ConfigureAwait(false);
        context.Records.WritePending(record);
        if (request.SparseFolders.Count > 0)
        {
            // Under the lock: it may turn on extensions.worktreeConfig in the settings that all worktrees share.
            await context.Git.In(record.Path).RunAsync(
                new("sparse-checkout", "set", "--cone", "--stdin") { Environment = MarkOf(record), Input = System.Text.Encoding.UTF8.GetBytes(string.Concat(request.SparseFolders.Select(folder => folder + "\n"))) }, cancellationToken).ConfigureAwait(false);
        }

        Steps.Reach("create.registered");
        return record;
    }

    // An exit code of 0 is not believed alone: an agent that works in a folder which is no worktree works on the user's own files.
    private async Task<WorktreeRecord> VerifyAsync(WorktreeRecord record, CancellationToken cancellationToken)
    {
        var folder = WorktreeFolder.Find(record.Path, context.Layout.AdminFolder);
        if (folder is null || WorktreeFolder.ReadPointer(record.Path) is null || !context.Layout.IsOwnPath(record.Path))
        {
            throw new WorkspaceException($"Git said that it made the worktree '{record.Path}', but the folder is not one.");
        }

        var head = File.ReadAllText(Path.Combine(folder.AdminDirectory, "HEAD")).Trim();
        var sha = IsSha(head) ? head : await ResolveHeadAsync(record, folder, cancellationToken).ConfigureAwait(false);
        return WorktreeLock.Parse(WorktreeLock.Read(folder.AdminDirectory)) == record.Owner
            ? record with { AdminDirectory = folder.AdminDirectory, BaseSha = sha }
            : throw new WorkspaceException($"Git made the worktree '{record.Path}' without our lock.");
    }

    private async Task<string> ResolveHeadAsync(WorktreeRecord record, WorktreeFolder folder, CancellationToken cancellationToken)
    {
        var loose = record.Branch is null ? null : Path.Combine([context.Layout.CommonDirectory, "refs", "heads", .. record.Branch.Split('/')]);
        return loose is not null && File.Exists(loose) && File.ReadAllText(loose).Trim() is var sha && IsSha(sha)
            ? sha
            : (await context.Git.RunAsync(folder.Call("rev-parse", "--verify", "HEAD^{commit}") with { IsRead = true }, cancellationToken).ConfigureAwait(false)).Text;
    }

    private async Task<WorktreeRecord> FillAsync(WorktreeRecord record, WorktreeRequest request, CancellationToken cancellationToken)
    {
        var git = context.Git.In(record.Path);
        // A lazy one gets its index, so that git shows missing files and not staged deletions.
        IReadOnlyList<string> arguments = record.IsLazy ? ["read-tree", "HEAD"] : ["reset", "--quiet", "--hard", "--no-recurse-submodules"];
        await git.RunAsync(new(arguments) { Environment = MarkOf(record), Settings = context.CheckoutSettings, EndsWithHost = true }, cancellationToken).ConfigureAwait(false);
        Steps.Reach("create.filled");
        if (!File.Exists(Path.Combine(record.AdminDirectory!, "index")))
        {
            throw new WorkspaceException($"Git said that it checked out '{record.Path}', but there is no index.");
        }

        var copied = await IncludedFiles.CopyAsync(context, request, record.Path, cancellationToken).ConfigureAwait(false);
        if (copied.Count > 0)
        {
            record = record with { Copied = copied, CopiedFrom = context.Repository.WorkTree };
            context.Records.WritePending(record);
        }

        Steps.Reach("create.included");
        if (request.WithSubmodules)
        {
            await git.RunAsync(new("submodule", "--quiet", "update", "--init", "--recursive") { Environment = MarkOf(record), EndsWithHost = true }, cancellationToken).ConfigureAwait(false);
        }

        foreach (var command in request.Setup)
        {
            await WorktreeCommands.RunAsync(context, command, record.Path, record.Id, cancellationToken).ConfigureAwait(false);
        }

        Steps.Reach("create.set-up");
        return record;
    }

    private static Dictionary<string, string> MarkOf(WorktreeRecord record) => new(StringComparer.Ordinal) { [ProcessUse.Marker] = record.Id };

    private static bool IsSha(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);
}
