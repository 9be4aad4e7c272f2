namespace Amp.Workspace;

/// <summary>What a line of a hunk is.</summary>
public enum DiffLineKind
{
    /// <summary>The line is in both versions.</summary>
    Context,

    /// <summary>The line is only in the new version.</summary>
    Added,

    /// <summary>The line is only in the old version.</summary>
    Deleted,
}
