namespace Amp.Workspace;

/// <summary>Why a worktree is not removed.</summary>
[Flags]
public enum WorktreeObstacle
{
    /// <summary>Nothing stands against it.</summary>
    None = 0,

    /// <summary>Files differ from the last commit, or are untracked. <see cref="WorktreeRemovePolicy.Force"/> keeps them in a salvage first.</summary>
    Dirty = 1,

    /// <summary>Commits would be reachable from nowhere. <see cref="WorktreeRemovePolicy.Force"/> keeps them in a salvage first.</summary>
    Unmerged = 2,

    /// <summary>A process that lives, or that cannot be told, holds it. <see cref="WorktreeRemovePolicy.BreakLock"/> ignores that.</summary>
    Locked = 4,

    /// <summary>It is not a worktree of this repository. Nothing removes it.</summary>
    Unknown = 8,

    /// <summary>Somebody else made it. <see cref="WorktreeRemovePolicy.IncludeForeign"/> allows it.</summary>
    Foreign = 16,

    /// <summary>This process stands in it (current directory). Nothing removes it.</summary>
    Current = 32,

    /// <summary>It is the main work tree or the repository itself. Nothing removes it.</summary>
    Main = 64,

    /// <summary>Another process stands in it (Linux tells), or has files of it open (Windows does). <see cref="WorktreeRemovePolicy.BreakLock"/> ignores the first.</summary>
    InUse = 128,

    /// <summary>It holds another repository, which a salvage cannot keep. Nothing removes it: move that one away first.</summary>
    NestedRepository = 256,

    /// <summary>A submodule in it has changes, or commits that its remote lacks. Nothing removes it: push or commit there first.</summary>
    SubmoduleWork = 512,

    /// <summary>Its ignored files are too many to keep (<see cref="WorktreeOptions.MaxSalvagedIgnoredBytes"/>) and not disposable (<see cref="WorktreeOptions.DisposableFiles"/>).</summary>
    IgnoredFiles = 1024,

    /// <summary>A file cannot be read, so it cannot be kept. Nothing removes it.</summary>
    Unreadable = 2048,

    /// <summary>It changed while it was being removed, and was put back.</summary>
    Changing = 4096,

    /// <summary>It is younger than the age limit. Only a reaper minds.</summary>
    Young = 8192,
}
