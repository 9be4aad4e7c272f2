using Amp.Workspace.Git;

namespace Amp.Workspace;

/// <summary>What a <see cref="FileDiffTracker"/> looks at, and how it shows it.</summary>
public sealed class FileDiffOptions
{
    /// <summary>Gets or sets whether ignored files belong to a snapshot too.</summary>
    /// <value>The default is <see langword="false"/>: what <c>.gitignore</c>, <c>info/exclude</c> and the user's own excludes name is left out, also in a folder that is no repository.</value>
    public bool IncludesIgnored { get; set; }

    /// <summary>Gets or sets paths to leave out, as git's glob patterns from the root: <c>node_modules/**</c>, <c>**/*.log</c>.</summary>
    /// <value>The default is none. In a repository a tracked file that a pattern leaves out stays as the last commit has it.</value>
    public IReadOnlyList<string> Excludes { get; set; } = [];

    /// <summary>Gets or sets how many unchanged lines stand around a change.</summary>
    /// <value>1 to 1000. The default is 3. Never 0: plain <c>git apply</c> refuses such a patch.</value>
    public int ContextLines { get; set; } = 3;

    /// <summary>Gets or sets how alike a deleted and a created file must be to count as one that was renamed, in percent.</summary>
    /// <value>1 to 100, or <see langword="null"/> for no search for renames. The default is 50, as in git.</value>
    public int? RenameSimilarity { get; set; } = 50;

    /// <summary>Gets or sets how long a patch is held in memory.</summary>
    /// <value>1 KiB to 1 GiB, in bytes. The default is 64 MiB. A longer one is left out of the diff (<see cref="WorkspaceDiff.IsPatchLeftOut"/>).</value>
    public int MaxPatchBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Gets or sets the folder under which private folders are made: the private index, and the objects of isolated snapshots and of folders that are no repository.</summary>
    /// <value>The default is the system's folder for temporary files. What is made in it only this user can read.</value>
    public string? PrivateRoot { get; set; }

    /// <summary>Gets or sets how git is run.</summary>
    public GitOptions Git { get; set; } = new();

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Git);
        GitOptionsCheck.Throw(Git, nameof(Git));
        ArgumentNullException.ThrowIfNull(Excludes);
        ArgumentOutOfRangeException.ThrowIfLessThan(ContextLines, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ContextLines, 1000);
        ArgumentOutOfRangeException.ThrowIfLessThan(RenameSimilarity ?? 50, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RenameSimilarity ?? 50, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPatchBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxPatchBytes, 1024 * 1024 * 1024);
        foreach (var pattern in Excludes)
        {
            ArgumentException.ThrowIfNullOrEmpty(pattern, nameof(Excludes));
        }
    }
}
