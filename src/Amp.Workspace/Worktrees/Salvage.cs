namespace Amp.Workspace;

/// <summary>Everything that was in a removed worktree and nowhere else, kept as a commit under <c>refs/amp/salvage/</c>.</summary>
public sealed record Salvage
{
    /// <summary>Its name: <c>refs/amp/salvage/</c> and this.</summary>
    public required string Id { get; init; }

    /// <summary>The commit. Its tree is the work tree with all untracked files, byte for byte; its parents are <see cref="HeadSha"/>, <see cref="IndexSha"/> and <see cref="OtherTips"/>.</summary>
    public required string Sha { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The commit that the worktree stood on.</summary>
    public string? HeadSha { get; init; }

    /// <summary>The branch that it stood on.</summary>
    public string? Branch { get; init; }

    /// <summary>A commit whose tree is the index, when that was neither the last commit nor the work tree. Files in conflict are in it under <c>name.~1~</c> to <c>name.~3~</c>, by their stage.</summary>
    public string? IndexSha { get; init; }

    /// <summary>Commits that were once checked out here and that nothing else reaches: what a reset or an amended commit left behind.</summary>
    public IReadOnlyList<string> OtherTips { get; init; } = [];

    /// <summary>Where the worktree was.</summary>
    public string? WorktreePath { get; init; }

    /// <summary>Our name for it.</summary>
    public string? WorktreeId { get; init; }

    /// <summary>The paths that were in conflict.</summary>
    internal IReadOnlyList<string> Conflicts { get; init; } = [];
}
