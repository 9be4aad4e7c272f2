namespace Amp.Workspace;

/// <summary>One line of a hunk.</summary>
public sealed record DiffLine
{
    /// <summary>Whether it was added, deleted, or stands around the change.</summary>
    public required DiffLineKind Kind { get; init; }

    /// <summary>The line without its sign and without its line feed; a carriage return stays. Bytes that are not UTF-8 are shown as U+FFFD.</summary>
    public required string Text { get; init; }

    /// <summary>Its number in the old version, from 1. <see langword="null"/> for an added line.</summary>
    public int? OldNumber { get; init; }

    /// <summary>Its number in the new version, from 1. <see langword="null"/> for a deleted line.</summary>
    public int? NewNumber { get; init; }

    /// <summary>The file ends here, and without a line feed.</summary>
    public bool HasNoLineEnd { get; init; }
}
