using Amp.Workspace.Git;

namespace Amp.Workspace.Integration;

/// <summary>A rebase: makes the commits anew on another base, away from any work tree, and only then takes the work tree there.</summary>
internal sealed class CommitReplay(GitRepository repository)
{
    private readonly GitCommand _git = repository.Git;

    public async Task<RebaseResult> RunAsync(string onto, MergeRequest request, CancellationToken cancellationToken)
    {
        var target = await repository.ResolveAsync(onto, cancellationToken).ConfigureAwait(false);
        var head = await repository.GetHeadAsync(cancellationToken).ConfigureAwait(false);
        var old = head.Sha ?? throw new GitException(GitErrorKind.NoCommits, $"There is no commit in '{repository.WorkTree}' to rebase.");
        if (await CommitGraph.BranchpointAsync(_git, target, old, cancellationToken).ConfigureAwait(false) is null)
        {
            throw new WorkspaceException($"'{onto}' and the work in '{repository.WorkTree}' have no commit in common, so there is nothing to rebase from.");
        }

        await ThrowIfItHasMergesAsync(target, old, cancellationToken).ConfigureAwait(false);
        var replay = await ReplayAsync(target, old, request, cancellationToken).ConfigureAwait(false);
        if (replay.Status != IntegrationStatus.Ok || replay.Sha == old)
        {
            return replay;
        }

        if (await BranchMove.LookAsync(repository, old, replay.Sha!, cancellationToken).ConfigureAwait(false) is { } blockage)
        {
            return new() { Status = IntegrationStatus.Blocked, Files = blockage.Files, PreviousSha = old };
        }

        if (request.IsDryRun)
        {
            return replay with { Sha = null };
        }

        await BranchMove.TakeAsync(repository, head, replay.Sha!, cancellationToken).ConfigureAwait(false);
        return replay;
    }

    // To make them a line, as git does unasked, would lose how their conflicts were solved.
    private async Task ThrowIfItHasMergesAsync(string onto, string old, CancellationToken cancellationToken)
    {
        var merges = await _git.ReadAsync(["rev-list", "--merges", "--max-count=1", old, "^" + onto, "--"], cancellationToken).ConfigureAwait(false);
        if (!merges.Output.IsEmpty)
        {
            throw new WorkspaceException($"The work holds a merge ({merges.Text}), and a rebase would lose how its conflicts were solved. Merge or squash the work instead.");
        }
    }

    private async Task<RebaseResult> ReplayAsync(string onto, string old, MergeRequest request, CancellationToken cancellationToken)
    {
        var all = await ListAsync([old, "^" + onto], cancellationToken).ConfigureAwait(false);
        var wanted = await ListAsync(["--right-only", "--cherry-pick", $"{onto}...{old}"], cancellationToken).ConfigureAwait(false);
        var dropped = all.Except(wanted).Select(commit => commit.Sha).ToList();
        var writer = new CommitWriter(_git);
        var committer = wanted.Count == 0 ? "" : await CommitterAsync(request, cancellationToken).ConfigureAwait(false);
        var (tip, tipTree) = (onto, await CommitGraph.TreeAsync(_git, onto, cancellationToken).ConfigureAwait(false));
        var replayed = 0;
        foreach (var (commit, parent) in wanted)
        {
            if (parent == tip)
            {
                (tip, tipTree) = (commit, await CommitGraph.TreeAsync(_git, commit, cancellationToken).ConfigureAwait(false));
                continue;
            }

            // Both sides get the old parent as the commit in common, so that only this commit's change is brought over.
            var carrier = await writer.WriteCarrierAsync(tipTree, parent, cancellationToken).ConfigureAwait(false);
            var merged = await MergedTree.OfAsync(_git, carrier, commit, cancellationToken).ConfigureAwait(false);
            if (merged.Conflicts.Count > 0)
            {
                return new() { Status = IntegrationStatus.Conflict, Files = merged.Conflicts, ConflictingSha = commit, PreviousSha = old };
            }

            if (merged.TreeId == tipTree)
            {
                dropped.Add(commit);
                continue;
            }

            (tip, tipTree) = (await writer.RewriteAsync(commit, merged.TreeId, tip, committer, cancellationToken).ConfigureAwait(false), merged.TreeId);
            replayed++;
        }

        return new() { Status = IntegrationStatus.Ok, Sha = tip, PreviousSha = old, Replayed = replayed, Dropped = dropped };
    }

    // The oldest first. There are no first commits among them: they have one in common with the new base.
    private async Task<List<(string Sha, string Parent)>> ListAsync(string[] range, CancellationToken cancellationToken)
    {
        var answer = await _git.ReadAsync(["rev-list", "--reverse", "--topo-order", "--no-merges", "--parents", .. range, "--"], cancellationToken).ConfigureAwait(false);
        return [.. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(fields => (fields[0], fields[1]))];
    }

    private async Task<string> CommitterAsync(MergeRequest request, CancellationToken cancellationToken) =>
        (await _git.RunAsync(new GitCall("var", "GIT_COMMITTER_IDENT") { IsRead = true, Environment = CommitWriter.Environment(null, request.Committer) }, cancellationToken).ConfigureAwait(false)).Text;
}
