namespace Amp.Workspace;

/// <summary>A folder to work in, and what it is.</summary>
public sealed record Workspace
{
    /// <summary>The folder that was opened, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required WorkspaceKind Kind { get; init; }

    /// <summary>The top of the work tree; the folder itself when there is none.</summary>
    public required string Root { get; init; }

    /// <summary>The repository.</summary>
    /// <value><see langword="null"/> for a folder that git does not work in.</value>
    public GitRepository? Repository { get; init; }

    /// <summary>Where it stands.</summary>
    /// <value><see langword="null"/> without a repository.</value>
    public GitHead? Head { get; init; }

    /// <summary>Why it is broken or not to be touched, and what to do about it.</summary>
    public string? Problem { get; init; }
}
