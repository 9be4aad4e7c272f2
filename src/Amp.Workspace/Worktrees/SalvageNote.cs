using System.Globalization;

namespace Amp.Workspace.Worktrees;

/// <summary>What a salvage's commit says about itself, in the last line of its message.</summary>
internal sealed record SalvageNote
{
    public const string Word = "Amp-Salvage: ";

    public string? WorktreeId { get; init; }

    public required string Path { get; init; }

    public string? Branch { get; init; }

    /// <summary>The first parent is the commit that the worktree stood on.</summary>
    public bool HasHead { get; init; }

    /// <summary>The next parent holds the index.</summary>
    public bool HasIndex { get; init; }

    /// <summary>Paths that were in conflict: the index has their stages under names of our own.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    public static string StageName(string path, int stage) => string.Create(CultureInfo.InvariantCulture, $"{path}.~{stage}~");
}
