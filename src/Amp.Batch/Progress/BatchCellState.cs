namespace Amp.Batch;

/// <summary>Where a cell is.</summary>
public enum BatchCellState
{
    /// <summary>It waits for its turn. The worktree of the next one is made already.</summary>
    Waiting,

    /// <summary>Its worktree is there, and its setup commands run.</summary>
    Preparing,

    /// <summary>The agent works.</summary>
    Running,

    /// <summary>The agent has ended: its changes are read, and the verify commands and the scorer run.</summary>
    Verifying,

    /// <summary>It is over.</summary>
    Finished,
}
