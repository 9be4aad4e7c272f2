using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Amp.Batch.Progress;
using Amp.Batch.Results;
using Amp.Workspace;

namespace Amp.Batch.Execution;

/// <summary>One attempt at a cell, in a worktree of its own: setup, the agent, what it changed, verify, score.</summary>
internal sealed class CellAttempt(BatchContext context, ProgressBoard board, CellWorktrees worktrees, RunSlots slots)
{
    private static readonly string SdkVersion = typeof(CellAttempt).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly AgentRun _agent = new(context);

    /// <returns>How it ended, when it had begun (a timestamp of the clock), and whether the agent had said anything. Never throws for what the cell did.</returns>
    /// <exception cref="ResultsLostException">What came of it could not be written.</exception>
    public async Task<(BatchCellResult Result, long Began, bool HadBegun)> RunAsync(BatchCell cell, int attempt, CancellationToken cancellationToken)
    {
        var result = ReportAssembly.NotRun(cell) with
        {
            Outcome = BatchOutcome.Cancelled,
            Attempts = attempt,
            StartedAt = context.Clock.GetUtcNow(),
            BaseCommit = context.CommitOf(cell),
            Versions = new()
            {
                Cli = context.ClientOf(cell).Cli.Version,
                Sdk = SdkVersion,
                Runtime = RuntimeInformation.FrameworkDescription,
                OperatingSystem = RuntimeInformation.OSDescription,
                Git = context.GitVersion,
            },
        };
        Worktree? worktree = null;
        ResultsLostException? lost = null;
        long? began = null;
        var (hadBegun, holdsEverything) = (false, false);
        try
        {
            worktree = await worktrees.CreateAsync(cell, cancellationToken).ConfigureAwait(false);
            await slots.EnterAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                began = context.Clock.GetTimestamp();
                result = result with { StartedAt = context.Clock.GetUtcNow() };
                board.Changed(cell, BatchCellState.Preparing, attempt);
                (result, hadBegun, holdsEverything) = await RunInAsync(cell, attempt, worktree, result, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                board.Left(cell);
                slots.Leave();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever still waited with a worktree had not begun.
            result = began is null && attempt == 1
                ? ReportAssembly.NotRun(cell)
                : result with { Outcome = BatchOutcome.Cancelled, Error = "The batch was stopped.", Attempts = began is null ? attempt - 1 : attempt };
        }
        catch (ResultsLostException e)
        {
            lost = e;
        }
        catch (Exception e) when (e is GitException { Kind: GitErrorKind.DiskFull } || (worktree is null && e is IOException or UnauthorizedAccessException))
        {
            // The next cell would fare no better, and all would be over without having been run.
            lost = new($"There is no room for the worktrees of the batch '{context.Id}': {e.Message} The batch was stopped; resume it when there is.", e);
        }
        catch (Exception e) when (worktree is null && e is WorkspaceException or TimeoutException)
        {
            result = result with { Outcome = BatchOutcome.SetupFailed, Error = e.Message };
        }
        catch (Exception e)
        {
            // All settle: what nobody expected of one cell is no reason to lose the others.
            BatchLog.CellFailed(context.Logger, context.Id, cell.Id, e);
            (result, hadBegun) = (result with { Outcome = BatchOutcome.Crashed, Error = e.Message }, true);
        }

        if (worktree is not null && await worktrees.RemoveAsync(worktree, isKeptElsewhere: holdsEverything || result.Outcome is BatchOutcome.Cancelled or BatchOutcome.SetupFailed or BatchOutcome.NotRun).ConfigureAwait(false) is { } reason)
        {
            result = result with { Error = $"{result.Error} The worktree '{worktree.Path}' stays: {reason}".TrimStart() };
        }

        return lost is not null ? throw lost
            : result.Outcome is BatchOutcome.NotRun ? (result, 0, false)
            : (result with { EndedAt = context.Clock.GetUtcNow() }, began ?? context.Clock.GetTimestamp(), hadBegun);
    }

    private async Task<(BatchCellResult Result, bool HadBegun, bool HoldsEverything)> RunInAsync(BatchCell cell, int attempt, Worktree worktree, BatchCellResult result, CancellationToken cancellationToken)
    {
        var commands = new CommandRunner(context.Worktrees, new(cell.Combination.Variant.Options.EnvironmentVariables.Concat(cell.Combination.Environment?.Variables ?? new Dictionary<string, string?>())));
        var setup = await commands.RunAsync(worktree, context.Options.Setup, stopsAtFailure: true, cancellationToken).ConfigureAwait(false);
        result = result with { Setup = setup };
        if (setup.FirstOrDefault(static command => !command.Passed) is { } failed)
        {
            return (result with { Outcome = BatchOutcome.SetupFailed, Error = string.Create(CultureInfo.InvariantCulture, $"The setup command '{failed.Name}' failed (exit code {failed.ExitCode}).") }, false, true);
        }

        board.Changed(cell, BatchCellState.Running, attempt);
        (result, var hadBegun) = await _agent.RunAsync(cell, worktree.Path, result, cancellationToken).ConfigureAwait(false);
        board.Changed(cell, BatchCellState.Verifying, attempt);
        if (result.Outcome is BatchOutcome.Cancelled)
        {
            return (result, hadBegun, false);
        }

        var changes = CellChanges.Unknown;
        try
        {
            changes = await CellChanges.ReadAsync(context, cell, worktree.Path, cancellationToken).ConfigureAwait(false);
        }
        catch (WorkspaceException e) when (e is not GitException { Kind: GitErrorKind.DiskFull })
        {
            result = result with { Error = result.Error ?? $"What was changed could not be read: {e.Message}" };
        }

        result = result with { Diff = changes.Diff };
        if (result.Outcome is BatchOutcome.Succeeded)
        {
            var verify = await commands.RunAsync(worktree, context.Options.Verify, stopsAtFailure: false, cancellationToken).ConfigureAwait(false);
            result = result with { Verify = verify, Outcome = verify.All(static command => command.Passed) ? BatchOutcome.Succeeded : BatchOutcome.VerifyFailed };
            result = await ScoreAsync(new(cell, result, worktree.Path, changes.Patch), cancellationToken).ConfigureAwait(false);
        }

        return (result, hadBegun, changes.HoldsEverything);
    }

    private async Task<BatchCellResult> ScoreAsync(BatchCellContext cell, CancellationToken cancellationToken)
    {
        if (context.Options.Scorer is not { } scorer)
        {
            return cell.Result;
        }

        using var limit = new CancellationTokenSource(context.Options.CellTimeout, context.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // On another thread, and not waited for for ever: it is the caller's code.
            var score = await Task.Run(() => scorer(cell, either.Token).AsTask(), either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            return cell.Result with { Score = score };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            return cell.Result with { Error = cell.Result.Error ?? (limit.IsCancellationRequested ? $"The scorer took longer than {context.Options.CellTimeout}." : $"The scorer failed: {e.Message}") };
        }
    }
}
