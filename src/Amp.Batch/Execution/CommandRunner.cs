using Amp.Workspace;

namespace Amp.Batch.Execution;

/// <summary>Runs setup and verify commands in a worktree.</summary>
internal sealed class CommandRunner(WorktreeManager worktrees, OutputRedaction redaction)
{
    /// <param name="worktree">Where.</param>
    /// <param name="commands">What, in order.</param>
    /// <param name="stopsAtFailure">Whether those after one that failed are left out.</param>
    /// <param name="cancellationToken">Ends the one that runs with everything that it started.</param>
    public async Task<IReadOnlyList<BatchCommandResult>> RunAsync(Worktree worktree, IEnumerable<BatchCommand> commands, bool stopsAtFailure, CancellationToken cancellationToken)
    {
        var results = new List<BatchCommandResult>();
        foreach (var command in commands)
        {
            var result = await RunAsync(worktree, command, cancellationToken).ConfigureAwait(false);
            results.Add(result);
            if (stopsAtFailure && !result.Passed)
            {
                break;
            }
        }

        return results;
    }

    private async Task<BatchCommandResult> RunAsync(Worktree worktree, BatchCommand command, CancellationToken cancellationToken)
    {
        var name = redaction.Of(command.DisplayName);
        try
        {
            var result = await worktrees.RunCommandAsync(worktree.Id!, command.ToWorktreeCommand(), cancellationToken).ConfigureAwait(false);
            return new(name)
            {
                Passed = result.ExitCode == 0,
                ExitCode = result.ExitCode,
                TimedOut = result.IsTimedOut,
                Duration = result.Duration,
                OutputTail = redaction.Of(result.OutputTail),
                Tests = command.TestReport is { } pattern ? TestReportReader.Read(worktree.Path, pattern) : null,
            };
        }
        catch (WorkspaceException e)
        {
            return new(name) { Passed = false, OutputTail = redaction.Of(e.Message) };
        }
    }
}
