namespace Amp.Workspace;

/// <summary>How workspaces are opened, remembered and watched.</summary>
public sealed class WorkspaceOptions
{
    /// <summary>Gets or sets how git is run.</summary>
    /// <value>The defaults of <see cref="GitOptions"/>.</value>
    public GitOptions Git { get; set; } = new();

    /// <summary>Gets or sets where and how worktrees are made.</summary>
    /// <value>The defaults of <see cref="WorktreeOptions"/>.</value>
    public WorktreeOptions Worktrees { get; set; } = new();

    /// <summary>Gets or sets how many recent workspaces are remembered.</summary>
    /// <value>0 to 100. The default is 10.</value>
    public int MaxRecent { get; set; } = 10;

    /// <summary>Gets or sets the file that recent workspaces are kept in, unless an <see cref="IRecentWorkspaceStore"/> is given.</summary>
    /// <value><see langword="null"/>, the default, is <c>amp-workspace/recent.json</c> in the user's folder for local data.</value>
    public string? RecentFile { get; set; }

    /// <summary>Gets or sets how long a watched workspace must have been left alone before its changes are told.</summary>
    /// <value>10 milliseconds to one minute. The default is 300 milliseconds.</value>
    public TimeSpan WatchDelay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Gets or sets after how long changes are told although more keep coming.</summary>
    /// <value>From <see cref="WatchDelay"/> to one hour. The default is 5 seconds.</value>
    public TimeSpan MaxWatchDelay { get; set; } = TimeSpan.FromSeconds(5);
}
