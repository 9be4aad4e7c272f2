namespace Amp.Workspace;

/// <summary>What a removal did.</summary>
public sealed record WorktreeRemoval
{
    /// <summary>The folder that is gone.</summary>
    public required string Path { get; init; }

    /// <summary>Where everything is kept that was in it and nowhere else.</summary>
    /// <value><see langword="null"/> when there was no such thing.</value>
    public Salvage? Salvage { get; init; }

    /// <summary>The branch that went with it.</summary>
    public string? DeletedBranch { get; init; }
}
