namespace Amp.Workspace;

/// <summary>Where and how worktrees are made.</summary>
public sealed class WorktreeOptions
{
    /// <summary>Gets or sets the folder below which worktrees are made, in a folder of our own (<c>amp-worktrees</c>). It must be outside of the repository.</summary>
    /// <value><see langword="null"/>, the default, is <c>amp-workspace</c> in the user's folder for local data (<c>~/.local/share</c> on Linux). The same disk as the repository makes copies cheap.</value>
    public string? BaseDirectory { get; set; }

    /// <summary>Gets or sets the name of whoever owns the worktrees made here: it stands in their locks.</summary>
    /// <value>1 to 200 characters. The default is a new one for each process.</value>
    public string SessionId { get; set; } = ThisProcess;

    /// <summary>Gets or sets how long to wait for other processes that make or remove worktrees of the same repository.</summary>
    /// <value>Between one second and one hour. The default is 2 minutes.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how many processes git may check files out with (<c>checkout.workers</c>).</summary>
    /// <value>0 for one per core, 1 to 64, or <see langword="null"/>, the default, for what git's own settings say (1 unless set). More than one pays off from some thousand files on a disk without moving parts.</value>
    public int? CheckoutWorkers { get; set; }

    /// <summary>Gets or sets how many bytes of ignored files, that nobody else has, a removal may keep in a salvage. A worktree with more is not removed, unless they are disposable.</summary>
    /// <value>Zero to 64 GiB. The default is 64 MiB.</value>
    public long MaxSalvagedIgnoredBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Gets or sets the ignored files that anybody can make anew, in the patterns of <c>.gitignore</c>, such as <c>node_modules/</c> or <c>/bin/</c>. They go with their worktree and are not kept.</summary>
    /// <value>Empty by default: everything is kept. Files that git does not ignore are never disposable.</value>
    public IList<string> DisposableFiles { get; init; } = [];

    private static string ThisProcess { get; } = $"session-{Guid.NewGuid():N}";
}
