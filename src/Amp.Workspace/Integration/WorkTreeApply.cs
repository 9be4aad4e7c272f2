using Amp.Workspace.Diffs;
using Amp.Workspace.Git;

namespace Amp.Workspace.Integration;

/// <summary>Brings the files of one work tree, committed or not, into another: three ways, all or nothing. The other's index and branch stay as they are.</summary>
/// <remarks>
/// Both sides are taken as snapshots and merged as trees. What the merge changes on the other side becomes a patch against exactly the files that are there,
/// so <c>git apply</c> either finds them so and writes all, or somebody changed one meanwhile and it writes none.
/// </remarks>
internal sealed class WorkTreeApply(FileDiffTracker work, FileDiffTracker other, GitRepository workRepository, GitRepository otherRepository)
{
    private readonly GitCommand _git = otherRepository.Git;

    public async Task<ApplyResult> RunAsync(ApplyRequest request, CancellationToken cancellationToken)
    {
        WorkTreeGuard.ThrowIfUnfinished(otherRepository);
        var otherHead = await otherRepository.ResolveAsync("HEAD", cancellationToken).ConfigureAwait(false);
        var from = await FindBaseAsync(request, otherHead, cancellationToken).ConfigureAwait(false);
        var ours = await other.CaptureAsync("before apply", cancellationToken).ConfigureAwait(false);
        await using var oursScope = ours.ConfigureAwait(false);
        var theirs = await work.CaptureAsync("to apply", cancellationToken).ConfigureAwait(false);
        await using var theirsScope = theirs.ConfigureAwait(false);

        var writer = new CommitWriter(_git);
        var merged = await MergedTree.OfAsync(
            _git,
            await writer.WriteCarrierAsync(ours.TreeId, from, cancellationToken).ConfigureAwait(false),
            await writer.WriteCarrierAsync(theirs.TreeId, from, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        if (merged.Conflicts.Count > 0)
        {
            return new() { Status = IntegrationStatus.Conflict, Files = merged.Conflicts };
        }

        // No renames: what is written where has to be plain to see. Nothing but a checkout can move a submodule.
        var reader = new TreeDiff(_git, new FileDiffOptions { RenameSimilarity = null, Git = _git.Options, MaxPatchBytes = 1 << 30 });
        var all = await reader.ReadAsync(ours.TreeId, merged.TreeId, ours.Area.Environment, cancellationToken).ConfigureAwait(false);
        var submodules = all.Files.Where(file => file.OldMode == TreeEntry.SubmoduleMode || file.NewMode == TreeEntry.SubmoduleMode).ToList();
        var files = all.Files.Except(submodules).ToList();
        var patch = files.SelectMany(file => file.Patch.ToArray()).ToArray();
        var changes = new WorkspaceDiff(ours.TreeId, merged.TreeId, files, patch, isPatchLeftOut: false);
        var result = new ApplyResult { Status = IntegrationStatus.Ok, Changes = changes, SubmodulesLeft = [.. submodules.Select(file => file.Path)] };
        var inTheWay = await InTheWayAsync(request, otherHead, ours, changes, cancellationToken).ConfigureAwait(false);
        if (inTheWay.Count > 0)
        {
            return result with { Status = IntegrationStatus.Blocked, Files = inTheWay };
        }

        return files.Count == 0 || await WriteAsync(request, ours, changes, cancellationToken).ConfigureAwait(false)
            ? result
            : result with { Status = IntegrationStatus.Blocked, Files = [.. files.Select(file => file.Path)] };
    }

    private async Task<string> FindBaseAsync(ApplyRequest request, string otherHead, CancellationToken cancellationToken)
    {
        if (request.Base is not null)
        {
            return await workRepository.ResolveAsync(request.Base, cancellationToken).ConfigureAwait(false);
        }

        var head = await workRepository.ResolveAsync("HEAD", cancellationToken).ConfigureAwait(false);
        return await CommitGraph.BranchpointAsync(_git, otherHead, head, cancellationToken).ConfigureAwait(false)
            ?? throw new WorkspaceException($"'{work.Root}' and '{other.Root}' have no commit in common. Say where the work began ({nameof(ApplyRequest)}.{nameof(ApplyRequest.Base)}).");
    }

    private async Task<IReadOnlyList<string>> InTheWayAsync(ApplyRequest request, string otherHead, Snapshot ours, WorkspaceDiff changes, CancellationToken cancellationToken)
    {
        // In the snapshot it is not there, on disk it is: an ignored file.
        var deleted = changes.Files.Where(file => file.Operation == FileOperation.Delete).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var hidden = changes.Files
            .Where(file => file.Operation == FileOperation.Create && !deleted.Any(path => file.Path.StartsWith(path + "/", StringComparison.Ordinal) || path.StartsWith(file.Path + "/", StringComparison.Ordinal)))
            .Select(file => file.Path)
            .Where(path => WorkTreeGuard.IsTaken(other.Root, path));
        if (request.AllowsMixing)
        {
            return [.. hidden];
        }

        var uncommitted = await _git.ReadAsync(["diff-tree", "-r", "-z", "--no-renames", "--name-only", otherHead, ours.TreeId, "--"], cancellationToken).ConfigureAwait(false);
        var touched = changes.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return [.. BytePath.Split(uncommitted.Output.Span).Select(BytePath.ToText).Where(touched.Contains).Concat(hidden).Distinct(StringComparer.Ordinal)];
    }

    /// <returns><see langword="false"/> when a file is not any more as the snapshot has it; then nothing was written.</returns>
    private async Task<bool> WriteAsync(ApplyRequest request, Snapshot ours, WorkspaceDiff changes, CancellationToken cancellationToken)
    {
        using var folder = PrivateFolder.Create(null);
        var file = folder.Combine("patch");
        await File.WriteAllBytesAsync(file, changes.Patch, cancellationToken).ConfigureAwait(false);
        string[] dryRun = request.IsDryRun ? ["--check"] : [];
        try
        {
            await _git.RunAsync(new GitCall(["apply", .. dryRun, file]) { Settings = ["apply.whitespace=nowarn", "apply.ignoreWhitespace=no"], IsRetried = false }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (GitException e) when (e.Kind is GitErrorKind.Conflict or GitErrorKind.AlreadyExists)
        {
            return false;
        }
        catch when (!request.IsDryRun)
        {
            // It had begun to write: a full disk, a folder that refuses, or a caller who does not wait.
            await TakeBackAsync(ours, changes, folder).ConfigureAwait(false);
            throw;
        }
    }

    private async Task TakeBackAsync(Snapshot ours, WorkspaceDiff changes, PrivateFolder folder)
    {
        var environment = ours.Area.With("GIT_INDEX_FILE", folder.Combine("index"));
        await _git.RunAsync(new GitCall("read-tree", ours.TreeId) { Environment = environment, Settings = PrivateIndex.Settings }, CancellationToken.None).ConfigureAwait(false);
        foreach (var created in changes.Files.Where(one => one.Operation == FileOperation.Create))
        {
            File.Delete(Path.Combine(other.Root, created.Path));
        }

        var before = changes.Files.Where(one => one.Operation != FileOperation.Create).Select(one => one.Path + '\0');
        await _git.RunAsync(
            new GitCall("checkout-index", "--force", "-z", "--stdin") { Environment = environment, Settings = PrivateIndex.Settings, Input = System.Text.Encoding.UTF8.GetBytes(string.Concat(before)) },
            CancellationToken.None).ConfigureAwait(false);
    }
}
