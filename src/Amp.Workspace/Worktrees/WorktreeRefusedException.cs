namespace Amp.Workspace;

/// <summary>A worktree was not removed, because something would have been lost or disturbed. It is as it was.</summary>
public sealed class WorktreeRefusedException : WorkspaceException
{
    internal WorktreeRefusedException(string path, WorktreeObstacle obstacles, string details)
        : base($"'{path}' is not removed ({obstacles}): {details}") => (Path, Obstacles) = (path, obstacles);

    /// <summary>The worktree's folder.</summary>
    public string Path { get; }

    /// <summary>Everything that stands against it.</summary>
    public WorktreeObstacle Obstacles { get; }
}
