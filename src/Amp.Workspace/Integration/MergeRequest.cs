namespace Amp.Workspace;

/// <summary>How to merge, squash or rebase.</summary>
public sealed record MergeRequest
{
    /// <summary>The message of the merge or squash. <see langword="null"/> for one that names the branches. A rebase keeps its messages.</summary>
    public string? Message { get; init; }

    /// <summary>Who wrote it. <see langword="null"/> for the user that git is set up for. A rebase keeps its authors.</summary>
    public GitPerson? Author { get; init; }

    /// <summary>Who commits it. <see langword="null"/> for the user that git is set up for.</summary>
    public GitPerson? Committer { get; init; }

    /// <summary>Only says how it would end: no branch moves and no file changes.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>A merge makes a commit also where the branch could just move forward.</summary>
    public bool AlwaysCommits { get; init; }
}
