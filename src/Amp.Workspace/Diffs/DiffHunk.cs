namespace Amp.Workspace;

/// <summary>A run of changed lines with the lines around them.</summary>
public sealed record DiffHunk
{
    /// <summary>The first line in the old version, from 1; 0 when the old version has none of it.</summary>
    public required int OldStart { get; init; }

    /// <summary>How many lines of the old version it covers.</summary>
    public required int OldLines { get; init; }

    /// <summary>The first line in the new version, from 1; 0 when the new version has none of it.</summary>
    public required int NewStart { get; init; }

    /// <summary>How many lines of the new version it covers.</summary>
    public required int NewLines { get; init; }

    /// <summary>The heading that git found for it, such as the line of the function around it. Empty when there is none.</summary>
    public required string Heading { get; init; }

    /// <summary>The lines in order.</summary>
    public required IReadOnlyList<DiffLine> Lines { get; init; }
}
