namespace Amp.Workspace;

/// <summary>A diff in numbers.</summary>
public sealed record DiffStats
{
    /// <summary>How many files changed in any way.</summary>
    public required int FilesChanged { get; init; }

    /// <summary>Lines added in all text files.</summary>
    public required long LinesAdded { get; init; }

    /// <summary>Lines deleted in all text files.</summary>
    public required long LinesDeleted { get; init; }

    /// <summary>How many of the changed files are binary, and so add nothing to the lines.</summary>
    public required int BinaryFiles { get; init; }

    /// <summary>How many files of each operation. An operation that did not happen is not in it.</summary>
    public required IReadOnlyDictionary<FileOperation, int> Operations { get; init; }

    internal static DiffStats Of(IReadOnlyList<FileDiff> files) => new()
    {
        FilesChanged = files.Count,
        LinesAdded = files.Sum(file => (long)file.LinesAdded),
        LinesDeleted = files.Sum(file => (long)file.LinesDeleted),
        BinaryFiles = files.Count(file => file.IsBinary),
        Operations = files.CountBy(file => file.Operation).ToDictionary(),
    };
}
