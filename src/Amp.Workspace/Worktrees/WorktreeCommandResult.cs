namespace Amp.Workspace;

/// <summary>How a command in a worktree ended.</summary>
public sealed record WorktreeCommandResult
{
    /// <summary>Its exit code.</summary>
    /// <value><see langword="null"/> when it had to be ended.</value>
    public int? ExitCode { get; init; }

    /// <summary>It took longer than <see cref="WorktreeCommand.TimeLimit"/>, and was ended with everything that it started.</summary>
    public bool IsTimedOut { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The end of what it wrote, at most 2000 characters: output, then errors.</summary>
    public required string OutputTail { get; init; }
}
