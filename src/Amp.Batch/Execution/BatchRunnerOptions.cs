using Amp.Client;
using Amp.Workspace;

namespace Amp.Batch;

/// <summary>Where and how a batch runs. What it runs is the <see cref="BatchPlan"/>.</summary>
public sealed class BatchRunnerOptions
{
    /// <summary>Gets or sets the repository that the agent works on, or any folder in it. Its own files are never touched: each run gets a worktree of its own.</summary>
    /// <value>The default is the current directory.</value>
    public string Repository { get; set; } = ".";

    /// <summary>Gets or sets how many runs there are at once.</summary>
    /// <value>1 to 1024. The default is <see langword="null"/>: 4, or the number of processors when that is less.</value>
    public int? MaxConcurrency { get; set; }

    /// <summary>Gets or sets how much memory must be free for a further run to start beside others. One always runs.</summary>
    /// <value>In bytes, zero or more. The default is 512 MiB. Zero does not look.</value>
    public long MinFreeMemoryBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>Gets or sets how long the agent may take for a cell, unless its own options say (<see cref="AmpRunOptions.Timeout"/>). Setup and verify commands have limits of their own.</summary>
    /// <value>More than zero, at most one day. The default is 5 minutes.</value>
    public TimeSpan CellTimeout { get; set; } = TimeSpan.FromMilliseconds(300_000);

    /// <summary>Gets or sets how often a cell is begun at most. Only what says nothing about the combination is tried again: rate limits, overload, a broken network, and a CLI that ended before the agent said anything. Each attempt gets a new worktree.</summary>
    /// <value>1 to 20. The default is 3.</value>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Gets or sets how long the whole batch starts nothing after a rate limit or an overload. It doubles with each one that follows, and begins anew after a run that worked.</summary>
    /// <value>Zero or more. The default is 5 seconds.</value>
    public TimeSpan FirstBackoff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the longest such pause.</summary>
    /// <value>From <see cref="FirstBackoff"/> to one day. The default is 5 minutes.</value>
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets the commands that prepare a worktree, in order. When one fails, the agent is not asked (<see cref="BatchOutcome.SetupFailed"/>).</summary>
    public IList<BatchCommand> Setup { get; init; } = [];

    /// <summary>Gets the commands that say whether the task was done. All are run; the cell succeeds when all pass.</summary>
    public IList<BatchCommand> Verify { get; init; } = [];

    /// <summary>Gets or sets what gives a cell's score, after the verify commands. It has <see cref="CellTimeout"/>; when it throws, the cell has no score and says why.</summary>
    public Func<BatchCellContext, CancellationToken, ValueTask<double>>? Scorer { get; set; }

    /// <summary>Gets or sets whether the CLI's messages are kept, compressed.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool KeepsStreams { get; set; } = true;

    /// <summary>Gets or sets what the order of the cells is drawn from. Repetitions run one after the other; prompts and combinations within each are shuffled.</summary>
    public ulong Seed { get; set; }

    /// <summary>Gets or sets the folder below which worktrees are made.</summary>
    /// <value>The default is <see langword="null"/>: that of <see cref="WorktreeOptions.BaseDirectory"/>.</value>
    public string? WorktreeDirectory { get; set; }

    /// <summary>Gets or sets how git is run.</summary>
    public GitOptions Git { get; set; } = new();

    /// <summary>Gets or sets what gives the client of an environment. A plan with environments cannot run without.</summary>
    /// <value>The default is <see langword="null"/>. <c>AddAmpBatch</c> sets it.</value>
    public Func<BatchEnvironment, IAmpClient>? ClientFor { get; set; }

    internal int Concurrency => MaxConcurrency ?? Math.Min(4, Environment.ProcessorCount);

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Repository);
        Range(MaxConcurrency is null or (>= 1 and <= 1024), nameof(MaxConcurrency), "1 to 1024, or null");
        Range(MinFreeMemoryBytes >= 0, nameof(MinFreeMemoryBytes), "zero or more");
        Range(CellTimeout > TimeSpan.Zero && CellTimeout <= TimeSpan.FromDays(1), nameof(CellTimeout), "more than zero, at most one day");
        Range(MaxAttempts is >= 1 and <= 20, nameof(MaxAttempts), "1 to 20");
        Range(FirstBackoff >= TimeSpan.Zero, nameof(FirstBackoff), "zero or more");
        Range(MaxBackoff >= FirstBackoff && MaxBackoff <= TimeSpan.FromDays(1), nameof(MaxBackoff), "from FirstBackoff to one day");
        foreach (var command in Setup.Concat(Verify))
        {
            Range(!string.IsNullOrWhiteSpace(command.Program), "Program", "a program for every command");
            Range(command.TimeLimit >= TimeSpan.FromSeconds(1) && command.TimeLimit <= TimeSpan.FromDays(1), "TimeLimit", "between one second and one day for every command");
            Range(command.TestReport is null || IsInside(command.TestReport), "TestReport", "a path inside of the worktree");
        }
    }

    private static bool IsInside(string path) => path.Length > 0 && !Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..");

    private static void Range(bool isGood, string name, string expected)
    {
        if (!isGood)
        {
            throw new ArgumentOutOfRangeException(name, $"{nameof(BatchRunnerOptions)}: {name} must be {expected}.");
        }
    }
}
