namespace Amp.Workspace;

/// <summary>A program to run in a worktree. No shell is between: for one, start it (<c>sh</c>, <c>-c</c>, …).</summary>
/// <param name="Program">A name on <c>PATH</c>, or a path.</param>
/// <param name="Arguments">Its arguments, one by one.</param>
/// <remarks>
/// It gets this process's environment, and <c>AMP_WORKTREE</c> (the worktree's folder) and <c>AMP_WORKTREE_SOURCE</c> (the work tree that it was made from).
/// When this process ends, killed or not, the command and everything that it started are ended too, also what it left in the background.
/// </remarks>
public sealed record WorktreeCommand(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>How long it may take before it is ended with everything that it started.</summary>
    /// <value>Between one second and one day. The default is 5 minutes.</value>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(5);
}
