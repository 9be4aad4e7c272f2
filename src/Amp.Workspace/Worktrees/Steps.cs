namespace Amp.Workspace.Worktrees;

/// <summary>The moments between two things that happen to a worktree. A test breaks off at each of them; otherwise nothing listens.</summary>
internal static class Steps
{
    private static readonly AsyncLocal<Action<string>?> Listener = new();

    /// <summary>Hears of each step of the verbs that are called from here, by its name.</summary>
    public static Action<string>? Reached
    {
        get => Listener.Value;
        set => Listener.Value = value;
    }

    public static void Reach(string name) => Reached?.Invoke(name);
}
