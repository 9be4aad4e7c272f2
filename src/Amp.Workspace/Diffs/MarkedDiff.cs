namespace Amp.Workspace;

/// <summary>What changed between one mark and the one before it.</summary>
public sealed record MarkedDiff
{
    /// <summary>What the mark was called: the id of a tool call, say.</summary>
    public required string Label { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>What changed since the mark before.</summary>
    public required WorkspaceDiff Diff { get; init; }
}
