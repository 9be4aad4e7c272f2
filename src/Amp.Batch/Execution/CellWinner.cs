using Amp.Workspace;

namespace Amp.Batch.Execution;

/// <summary>Makes a cell's work anew from its patch, in a worktree at the commit that it started from, and brings it home from there.</summary>
internal sealed class CellWinner(BatchStore store, BatchPreparation preparation)
{
    public async Task<ApplyResult> ApplyAsync(string batchId, BatchCellResult cell, string? folder, ApplyRequest request, CancellationToken cancellationToken)
    {
        var repository = await preparation.OpenRepositoryAsync(cancellationToken).ConfigureAwait(false);
        var target = folder ?? repository.WorkTree ?? throw new ArgumentException($"'{repository.CommonDirectory}' has no work tree of its own: name one.", nameof(folder));
        return await WithWorkAsync(batchId, cell, repository, (work, token) => work.ApplyToAsync(target, request with { Base = cell.BaseCommit }, token), cancellationToken).ConfigureAwait(false);
    }

    public async Task<MergeResult> ApplyToBranchAsync(string batchId, BatchCellResult cell, string branch, MergeRequest request, CancellationToken cancellationToken)
    {
        var repository = await preparation.OpenRepositoryAsync(cancellationToken).ConfigureAwait(false);
        var message = request.Message ?? $"Apply the cell {cell.CellId} of the batch {batchId}";
        return await WithWorkAsync(
            batchId,
            cell,
            repository,
            async (work, token) =>
            {
                await work.CommitAsync(new() { Message = message, Author = request.Author, Committer = request.Committer }, token).ConfigureAwait(false);
                return await work.SquashAsync(branch, request with { Message = message }, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> WithWorkAsync<T>(string batchId, BatchCellResult cell, GitRepository repository, Func<WorkIntegrator, CancellationToken, Task<T>> bringHome, CancellationToken cancellationToken)
    {
        var patch = cell.Diff?.Patch ?? throw new BatchStoreException($"The cell {cell.CellId} of the batch '{batchId}' has no patch: it changed nothing, or its patch was not kept.");
        var commit = cell.BaseCommit ?? throw new BatchStoreException($"The cell {cell.CellId} of the batch '{batchId}' does not say which commit it started from.");
        var worktrees = preparation.WorktreesOf(repository, batchId);
        var worktree = await worktrees.CreateAsync(new() { Base = commit, Name = "winner-" + cell.CellId }, cancellationToken).ConfigureAwait(false);
        try
        {
            var file = worktree.Path + ".patch";
            try
            {
                await CopyAsync(batchId, patch, file, cancellationToken).ConfigureAwait(false);
                var there = await GitRepository.OpenAsync(worktree.Path, cancellationToken: cancellationToken).ConfigureAwait(false);
                await there.RunAsync(["apply", "--binary", "--whitespace=nowarn", "--", file], cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                File.Delete(file);
            }

            var work = await WorkIntegrator.OpenAsync(worktree.Path, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await bringHome(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // It was made from the patch, which stays.
            var removal = await worktrees.RemoveAsync(worktree.Id!, WorktreeRemovePolicy.Salvaging, CancellationToken.None).ConfigureAwait(false);
            if (removal.Salvage is { } salvage)
            {
                await worktrees.Salvages.DropAsync(salvage, $"made from the patch of {cell.CellId} of the batch {batchId}", CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task CopyAsync(string batchId, BatchArtifact patch, string file, CancellationToken cancellationToken)
    {
        var content = store.OpenArtifact(batchId, patch) ?? throw new BatchStoreException($"The patch '{patch.File}' of the batch '{batchId}' is gone.");
        await using var contentScope = content.ConfigureAwait(false);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var copy = new FileStream(file, options);
        await using var copyScope = copy.ConfigureAwait(false);
        await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
    }
}
