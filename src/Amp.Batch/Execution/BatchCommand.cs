using Amp.Workspace;

namespace Amp.Batch;

/// <summary>A program to run in a cell's worktree, before the agent (setup) or after it (verify). No shell is between: for one, start it (<c>sh</c>, <c>-c</c>, …).</summary>
/// <param name="Program">A name on <c>PATH</c>, or a path.</param>
/// <param name="Arguments">Its arguments, one by one.</param>
/// <remarks>It gets this process's environment, and <c>AMP_WORKTREE</c> (the cell's folder). What it leaves running is ended with the cell. It passes with exit code 0.</remarks>
public sealed record BatchCommand(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>What it is called in reports.</summary>
    /// <value>The default is <see langword="null"/>: the program and its arguments.</value>
    public string? Name { get; init; }

    /// <summary>How long it may take before it is ended with everything that it started.</summary>
    /// <value>Between one second and one day. The default is 5 minutes.</value>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The JUnit or TRX file that it writes, from the top of the worktree; <c>*</c> and <c>?</c> may stand in the file's name.</summary>
    /// <value>The default is <see langword="null"/>: none. Files of at most 32 MiB are read; several are added up.</value>
    public string? TestReport { get; init; }

    internal string DisplayName => Name ?? string.Join(' ', [Program, .. Arguments]);

    internal WorktreeCommand ToWorktreeCommand() => new(Program, Arguments) { TimeLimit = TimeLimit };
}
