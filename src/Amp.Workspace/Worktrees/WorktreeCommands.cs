using System.Collections;
using System.ComponentModel;
using System.Text;
using Amp.Workspace.Git;

namespace Amp.Workspace.Worktrees;

/// <summary>Runs the commands that prepare a worktree, and those that clean up in it.</summary>
internal static class WorktreeCommands
{
    private const int LongestTail = 2000;

    /// <exception cref="WorkspaceException">It could not be started, failed, or took too long.</exception>
    public static async Task RunAsync(WorktreeContext context, WorktreeCommand command, string worktree, string? worktreeId, CancellationToken cancellationToken)
    {
        var result = await TryAsync(context, command, worktree, worktreeId, cancellationToken).ConfigureAwait(false);
        if (result.IsTimedOut)
        {
            throw new WorkspaceException($"'{command.Program}' in '{worktree}' was ended after {command.TimeLimit.TotalSeconds:0.##} s, which is its limit. It said last: {result.OutputTail}");
        }

        if (result.ExitCode != 0)
        {
            throw new WorkspaceException($"'{command.Program}' in '{worktree}' ended with {result.ExitCode}. It said last: {result.OutputTail}");
        }
    }

    /// <exception cref="WorkspaceException">It could not be started.</exception>
    public static async Task<WorktreeCommandResult> TryAsync(WorktreeContext context, WorktreeCommand command, string worktree, string? worktreeId, CancellationToken cancellationToken)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => !((string)variable.Key).StartsWith("GIT_", StringComparison.Ordinal))
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
        environment[ProcessUse.Marker] = worktreeId ?? "";
        environment["AMP_WORKTREE"] = worktree;
        environment["AMP_WORKTREE_SOURCE"] = context.Repository.WorkTree ?? context.Repository.CommonDirectory;
        var started = context.Clock.GetTimestamp();
        var outcome = await StartAsync(command, worktree, environment, context.Clock, cancellationToken).ConfigureAwait(false);
        var tail = Tail(Encoding.UTF8.GetString(outcome.Output.Span), outcome.StandardError);
        var elapsed = context.Clock.GetElapsedTime(started);
        WorktreeLog.CommandRan(context.Logger, command.Program, worktree, outcome.ExitCode, elapsed.TotalMilliseconds, tail);
        return new()
        {
            ExitCode = outcome.Ending is ProcessEnding.Exited ? outcome.ExitCode : null,
            IsTimedOut = outcome.Ending is ProcessEnding.TimedOut,
            Duration = elapsed,
            OutputTail = tail,
        };
    }

    private static async Task<ProcessOutcome> StartAsync(WorktreeCommand command, string worktree, Dictionary<string, string> environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest
        {
            FileName = ProgramPath.Find(command.Program, environment.GetValueOrDefault("PATH"), worktree) ?? throw new WorkspaceException($"'{command.Program}' was not found on PATH, so it cannot run in '{worktree}'."),
            Arguments = command.Arguments,
            WorkingDirectory = worktree,
            Environment = environment,
            MaxOutputBytes = 0,
            TimeLimit = command.TimeLimit,
            EndsWithHost = true,
        };
        try
        {
            return await BoundedProcess.RunAsync(request, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            throw new WorkspaceException($"'{command.Program}' could not be started in '{worktree}': {e.Message}.", e);
        }
    }

    private static string Tail(string output, string errors)
    {
        var text = $"{output}\n{errors}".Trim();
        return text.Length <= LongestTail ? text : "…" + text[^LongestTail..];
    }
}
