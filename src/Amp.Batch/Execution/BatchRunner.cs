using Amp.Batch.Execution;
using Amp.Client;
using Amp.Workspace;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Batch;

/// <summary>Runs plans, each cell in a worktree of its own. Thread-safe: any number of batches may run at once, each with its own bound on runs.</summary>
/// <remarks>
/// A cell that is over is on the disk before anything else happens, so that a batch whose host died is resumed with <see cref="ResumeAsync"/> where it was. No cell's failure touches another.
/// </remarks>
public sealed class BatchRunner
{
    private readonly BatchPreparation _preparation;
    private readonly BatchStore _store;

    /// <summary>Makes a runner.</summary>
    /// <param name="client">Runs the agent.</param>
    /// <param name="store">Keeps what comes of it.</param>
    /// <param name="options">Where and how; the defaults when <see langword="null"/>.</param>
    /// <param name="logger">Gets what happens.</param>
    /// <param name="clock">Measures time.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public BatchRunner(IAmpClient client, BatchStore store, BatchRunnerOptions? options = null, ILogger<BatchRunner>? logger = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(store);
        options ??= new();
        options.Check();
        _store = store;
        _preparation = new(client, store, options, logger ?? (ILogger)NullLogger.Instance, clock ?? TimeProvider.System);
    }

    /// <summary>Runs a plan to its end (<c>runBatch(config)</c> of the source documents).</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="progress">Hears of every change, in order.</param>
    /// <param name="cancellationToken">Ends the runs that are under way. What is done is kept and stored, and <see cref="ResumeAsync"/> goes on with the rest.</param>
    /// <returns>The report, which is stored. A cell that failed is in it, and no exception. When a limit was reached it is not complete.</returns>
    /// <exception cref="BatchPlanException">The plan cannot be run; all problems are in it. Nothing was started.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; the exception carries that token.</exception>
    /// <exception cref="IOException">The results could not be written: the batch was stopped.</exception>
    public async Task<BatchReport> RunAsync(BatchPlan plan, IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (context, journal) = await _preparation.BeginAsync(plan, id: null, cancellationToken).ConfigureAwait(false);
        return await FinishAsync(new(context, journal, progress, hasEvents: false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs the source documents' form of a plan.</summary>
    /// <param name="config">One prompt and its combinations.</param>
    /// <param name="progress">Hears of every change, in order.</param>
    /// <param name="cancellationToken">Ends the runs that are under way.</param>
    /// <returns><inheritdoc cref="RunAsync(BatchPlan, IProgress{BatchProgress}?, CancellationToken)" path="/returns"/></returns>
    public Task<BatchReport> RunAsync(BatchConfig config, IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(BatchPlan.FromConfig(config), progress, cancellationToken);

    /// <summary>Starts a plan and gives the batch into your hand: its id, its events, pause and stop. Dispose it.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="id">The batch's id; <see langword="null"/> for a new one.</param>
    /// <param name="progress">Hears of every change, in order.</param>
    /// <param name="cancellationToken">Gives up starting. It does not stop the batch once it has started.</param>
    /// <exception cref="BatchPlanException">The plan cannot be run; all problems are in it. Nothing was started.</exception>
    /// <exception cref="BatchStoreException">There is a batch of that id.</exception>
    public async Task<BatchRun> StartAsync(BatchPlan plan, string? id = null, IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (context, journal) = await _preparation.BeginAsync(plan, id, cancellationToken).ConfigureAwait(false);
        return new(context, journal, progress, hasEvents: true);
    }

    /// <summary>Goes on with a batch that was stopped, reached a limit, or whose host died: cleans up what that left, and runs exactly the cells that were not over.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="plan">The plan; <see langword="null"/> for the one in the journal. Give it when it holds what JSON cannot: tool servers, permission handlers, definitions of environments; or for other limits.</param>
    /// <param name="progress">Hears of every change, in order.</param>
    /// <param name="cancellationToken">Ends the runs that are under way.</param>
    /// <returns>The report of all cells. That of a batch which is complete is given as it is.</returns>
    /// <exception cref="BatchStoreException">There is no such batch, it is running elsewhere, or its journal is gone or cannot be read.</exception>
    /// <exception cref="BatchPlanException">The plan is another one, or was begun in another repository or with other commands.</exception>
    public async Task<BatchReport> ResumeAsync(string id, BatchPlan? plan = null, IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(_store.JournalOf(id)) && _store.Exists(id))
        {
            var report = await _store.LoadAsync(id, cancellationToken).ConfigureAwait(false);
            return report.IsComplete ? report : throw new BatchStoreException($"The batch '{id}' is not complete, and its journal '{_store.JournalOf(id)}' is gone: it cannot be gone on with. Run its plan anew.");
        }

        var (context, journal) = await _preparation.ResumeAsync(id, plan, cancellationToken).ConfigureAwait(false);
        return await FinishAsync(new(context, journal, progress, hasEvents: false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on with a batch as <see cref="ResumeAsync"/> does, and gives it into your hand. Dispose it.</summary>
    /// <param name="id">The batch. One that is complete cannot be resumed.</param>
    /// <param name="plan"><inheritdoc cref="ResumeAsync" path="/param[@name='plan']"/></param>
    /// <param name="progress">Hears of every change, in order.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="BatchStoreException">There is no such batch to go on with, it is running elsewhere, or its journal cannot be read.</exception>
    public async Task<BatchRun> StartResumeAsync(string id, BatchPlan? plan = null, IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var (context, journal) = await _preparation.ResumeAsync(id, plan, cancellationToken).ConfigureAwait(false);
        return new(context, journal, progress, hasEvents: true);
    }

    /// <summary>Brings what a cell changed into the files of a work tree, all of it or nothing.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="cell">The winner: a cell of its report.</param>
    /// <param name="folder">The work tree; <see langword="null"/> for the repository's own.</param>
    /// <param name="request">What may be mixed, or a dry run. The base is the cell's own.</param>
    /// <param name="cancellationToken">Ends it; what was written is taken back.</param>
    /// <returns>How it ended: the files that conflict, or that are in the way, are listed.</returns>
    /// <exception cref="BatchStoreException">The cell's patch was not kept, or is gone.</exception>
    /// <exception cref="GitException">The commit that the cell started from is gone.</exception>
    public Task<ApplyResult> ApplyAsync(string batchId, BatchCellResult cell, string? folder = null, ApplyRequest? request = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return new CellWinner(_store, _preparation).ApplyAsync(batchId, cell, folder, request ?? new(), cancellationToken);
    }

    /// <summary>Puts what a cell changed onto a local branch, as one commit. Where that branch is checked out, its work tree goes with it.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="cell">The winner: a cell of its report.</param>
    /// <param name="branch">The branch, which exists.</param>
    /// <param name="request">Message and author, or a dry run. The default message names the cell.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How it ended: the files that conflict, or that are in the way, are listed.</returns>
    /// <exception cref="BatchStoreException">The cell's patch was not kept, or is gone.</exception>
    /// <exception cref="GitException">There is no such branch, or the commit that the cell started from is gone.</exception>
    public Task<MergeResult> ApplyToBranchAsync(string batchId, BatchCellResult cell, string branch, MergeRequest? request = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return new CellWinner(_store, _preparation).ApplyToBranchAsync(batchId, cell, branch, request ?? new(), cancellationToken);
    }

    private static async Task<BatchReport> FinishAsync(BatchRun run, CancellationToken cancellationToken)
    {
        await using var scope = run.ConfigureAwait(false);
        using var stop = cancellationToken.UnsafeRegister(static run => _ = ((BatchRun)run!).BeginStopAsync(), run);
        var report = await run.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        if (!report.IsComplete)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return report;
    }
}
