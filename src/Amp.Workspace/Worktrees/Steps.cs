namespace Amp.Workspace.Worktrees;

/// <summary>The moments between two things that happen to a worktree. A test ends the process at each of them; otherwise nothing listens.</summary>
internal static class Steps
{
    /// <summary>Hears of each step by its name.</summary>
    public static Action<string>? Reached { get; set; }

    public static void Reach(string name) => Reached?.Invoke(name);
}
