namespace Amp.Workspace.Diffs;

/// <summary>What a capture found.</summary>
internal sealed record CapturedTree
{
    public required string TreeId { get; init; }

    public string? HeadCommit { get; init; }

    public IReadOnlyList<string> EmbeddedRepositories { get; init; } = [];

    public IReadOnlyList<string> LeftOut { get; init; } = [];

    public IReadOnlyList<string> DirtySubmodules { get; init; } = [];
}
