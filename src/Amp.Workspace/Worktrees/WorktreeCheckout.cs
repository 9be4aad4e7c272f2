namespace Amp.Workspace;

/// <summary>How much of the files a worktree has at its start.</summary>
public enum WorktreeCheckout
{
    /// <summary>All of them, or those of the sparse folders.</summary>
    Full,

    /// <summary>None yet: <see cref="WorktreeManager.CheckOutAsync"/> brings them when they are needed. The index is filled, so git shows the missing ones as deleted.</summary>
    None,
}
