using Amp.Workspace.Git;

namespace Amp.Workspace.Integration;

/// <summary>Merges or squashes a line of work into a branch. The commit is made first, away from any work tree; then the branch moves to it.</summary>
internal sealed class BranchMerge(GitRepository repository)
{
    private readonly GitCommand _git = repository.Git;

    public async Task<MergeResult> RunAsync(string branchName, MergeRequest request, bool isSquash, CancellationToken cancellationToken)
    {
        GitArgument.Branch(branchName, nameof(branchName));
        var head = await repository.GetHeadAsync(cancellationToken).ConfigureAwait(false);
        var source = head.Sha ?? throw new GitException(GitErrorKind.NoCommits, $"There is no commit in '{repository.WorkTree}' to merge.");
        if (head.Branch == branchName)
        {
            throw new ArgumentException($"'{branchName}' is the branch that '{repository.WorkTree}' is on: it cannot be merged into itself.", nameof(branchName));
        }

        var branch = (await repository.GetBranchesAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(one => !one.IsRemote && one.Name == branchName)
            ?? throw new GitException(GitErrorKind.BadReference, $"There is no local branch '{branchName}' in '{repository.CommonDirectory}'.");
        WorkTreeGuard.ThrowIfUnfinished(repository);
        var uncommitted = await WorkTreeGuard.ChangedAsync(repository, withUntracked: true, cancellationToken).ConfigureAwait(false);
        if (uncommitted.Count > 0)
        {
            return new() { Status = IntegrationStatus.Blocked, Files = uncommitted, BlockedIn = repository.WorkTree };
        }

        var common = await CommitGraph.BranchpointAsync(_git, branch.Sha, source, cancellationToken).ConfigureAwait(false);
        if (common == source)
        {
            return new() { Status = IntegrationStatus.Ok, Sha = branch.Sha, IsUpToDate = true };
        }

        var merged = await MergedTree.OfAsync(_git, branch.Sha, source, cancellationToken).ConfigureAwait(false);
        if (merged.Conflicts.Count > 0)
        {
            return new() { Status = IntegrationStatus.Conflict, Files = merged.Conflicts };
        }

        if (isSquash && merged.TreeId == await CommitGraph.TreeAsync(_git, branch.Sha, cancellationToken).ConfigureAwait(false))
        {
            return new() { Status = IntegrationStatus.Ok, Sha = branch.Sha, IsUpToDate = true };
        }

        var isForward = !isSquash && common == branch.Sha && !request.AlwaysCommits;
        return await MoveAsync(branch, head, merged.TreeId, isForward, isSquash, request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<MergeResult> MoveAsync(GitBranch branch, GitHead head, string tree, bool isForward, bool isSquash, MergeRequest request, CancellationToken cancellationToken)
    {
        if (await BranchMove.LookAsync(repository, branch, tree, cancellationToken).ConfigureAwait(false) is { } blockage)
        {
            return new() { Status = IntegrationStatus.Blocked, Files = blockage.Files, BlockedIn = blockage.WorkTree };
        }

        if (request.IsDryRun)
        {
            return new() { Status = IntegrationStatus.Ok };
        }

        var name = head.Branch ?? head.Sha![..12];
        var verb = isSquash ? "Squash" : "Merge";
        var commit = isForward
            ? head.Sha!
            : await new CommitWriter(_git).WriteAsync(tree, isSquash ? [branch.Sha] : [branch.Sha, head.Sha!], request.Message ?? $"{verb} '{name}' into {branch.Name}", request.Author, request.Committer, isSigned: false, cancellationToken).ConfigureAwait(false);
        await BranchMove.ForwardAsync(repository, branch, commit, $"{verb} {name}", cancellationToken).ConfigureAwait(false);
        return new() { Status = IntegrationStatus.Ok, Sha = commit };
    }
}
