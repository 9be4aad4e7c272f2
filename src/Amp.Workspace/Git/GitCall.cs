namespace Amp.Workspace.Git;

/// <summary>One git command: what to run, with what, and what to make of the answer.</summary>
/// <param name="Arguments">The verb and its arguments. Options that come from a caller must have been through <see cref="GitArgument"/>.</param>
internal sealed record GitCall(params IReadOnlyList<string> Arguments)
{
    /// <summary>Written to standard input, which is then closed.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Writes standard input, when it is too much to be held in memory. Then <see cref="Input"/> is not used, and the command not tried again.</summary>
    public Func<Stream, CancellationToken, Task>? WriteInput { get; init; }

    /// <summary>Set on top of the cleaned environment: <c>GIT_INDEX_FILE</c> and the like.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = EmptyEnvironment;

    /// <summary><c>-c</c> settings, <c>name=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The command only looks: git may not take a lock to tidy up on the way.</summary>
    public bool IsRead { get; init; }

    /// <summary>The user's hooks run. Only for what the user asked us to do in their name.</summary>
    public bool RunsHooks { get; init; }

    /// <summary>It is ended when this process dies, as everything is that runs the user's hooks. For what may take long: speaks to a remote, or runs filters over a whole worktree.</summary>
    /// <value><see langword="false"/>, the default, lets it finish: it is short, and a git that is killed leaves its lock files.</value>
    public bool EndsWithHost { get; init; }

    /// <summary>Paths are names of files, never patterns.</summary>
    public bool HasLiteralPaths { get; init; } = true;

    /// <summary>May be run again after it met a lock.</summary>
    public bool IsRetried { get; init; } = true;

    /// <summary>Exit codes that are answers. Any other is an error.</summary>
    public IReadOnlyList<int> AcceptedExitCodes { get; init; } = Success;

    /// <summary>Overrides <see cref="GitOptions.TimeLimit"/>.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Overrides <see cref="GitOptions.MaxOutputBytes"/>.</summary>
    public int? MaxOutputBytes { get; init; }

    private static IReadOnlyList<int> Success { get; } = [0];

    private static Dictionary<string, string> EmptyEnvironment { get; } = [];
}
