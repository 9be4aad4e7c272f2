namespace Amp.Batch;

/// <summary>How a cell ended.</summary>
public enum BatchOutcome
{
    /// <summary>An outcome of a later version of this package.</summary>
    Unknown,

    /// <summary>The agent came to its end, and every verify command passed.</summary>
    Succeeded,

    /// <summary>The agent came to its end, and a verify command did not pass.</summary>
    VerifyFailed,

    /// <summary>The agent's run failed with a result: <see cref="BatchCellResult.ErrorKind"/> says why.</summary>
    AgentFailed,

    /// <summary>A clock ran out: the run was ended.</summary>
    TimedOut,

    /// <summary>The agent's run made no result: the CLI was not there, crashed, or needs a sign-in.</summary>
    Crashed,

    /// <summary>The cell could not be prepared: no worktree, or a setup command failed. The agent was not asked.</summary>
    SetupFailed,

    /// <summary>Stopped from outside before its end.</summary>
    Cancelled,

    /// <summary>Never started: a limit was reached, or the batch was stopped before.</summary>
    NotRun,
}
