namespace Amp.Workspace;

/// <summary>A worktree that was taken up again.</summary>
/// <param name="Worktree">The worktree. This process owns it now.</param>
/// <param name="How">What it took.</param>
public sealed record ResumedWorktree(Worktree Worktree, WorktreeResumption How);
