using Amp.Batch.Journal;
using Amp.Client;
using Amp.Workspace;
using Microsoft.Extensions.Logging;

namespace Amp.Batch.Execution;

/// <summary>What all runs of a batch have in common.</summary>
internal sealed record BatchContext
{
    public required JournalHeader Header { get; init; }

    /// <summary>The cells of the plan, in its order.</summary>
    public required IReadOnlyList<BatchCell> Cells { get; init; }

    public required BatchLimits Limits { get; init; }

    public required BatchRunnerOptions Options { get; init; }

    public required BatchStore Store { get; init; }

    public required WorktreeManager Worktrees { get; init; }

    /// <summary>The client and the CLI of each environment, by the environment's name; the empty name is the runner's own.</summary>
    public required IReadOnlyDictionary<string, (IAmpClient Client, AmpCliInfo Cli)> Clients { get; init; }

    public required string? GitVersion { get; init; }

    public required TimeProvider Clock { get; init; }

    public required ILogger Logger { get; init; }

    public string Id => Header.Id;

    public string CommitOf(BatchCell cell) => Header.Commits[cell.Combination.BaseCommit ?? ""];

    public (IAmpClient Client, AmpCliInfo Cli) ClientOf(BatchCell cell) => Clients[cell.Combination.Environment?.Name ?? ""];

    /// <summary>Keeps a file of a cell.</summary>
    /// <exception cref="ResultsLostException">It cannot be written.</exception>
    public async Task<BatchArtifact> SaveAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            return await Store.WriteArtifactAsync(Id, name, content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResultsLostException($"'{name}' of the batch '{Id}' cannot be written to '{Store.FolderOf(Id)}': {e.Message} The batch was stopped; resume it when the folder can be written to.", e);
        }
    }

    /// <summary>The name that stands in the locks of a batch's worktrees. By it another host finds what a dead one left.</summary>
    public static string SessionOf(string batchId) => $"amp-batch {batchId}";
}
