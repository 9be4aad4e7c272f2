namespace Amp.Workspace;

/// <summary>How applying work to another work tree ended.</summary>
public sealed record ApplyResult
{
    /// <summary>How it ended.</summary>
    public required IntegrationStatus Status { get; init; }

    /// <summary>The files that conflict, or that are in the way. Empty when it is done.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What changed, or in a dry run would change, in the other work tree. <see langword="null"/> when there is a conflict.</summary>
    public WorkspaceDiff? Changes { get; init; }

    /// <summary>Submodules that are at another commit in the work. They are not moved: a work tree alone cannot.</summary>
    public IReadOnlyList<string> SubmodulesLeft { get; init; } = [];
}
