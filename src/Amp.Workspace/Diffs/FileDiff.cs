using System.Text;

namespace Amp.Workspace;

/// <summary>What happened to one file between two snapshots.</summary>
/// <remarks>Safe to read from any thread.</remarks>
public sealed class FileDiff
{
    private IReadOnlyList<DiffHunk>? _hunks;

    /// <summary>The path under the root of the work tree, with <c>/</c> between its parts; for a rename the new one. Bytes that are not UTF-8 are shown as U+FFFD, and are right in <see cref="Patch"/>.</summary>
    public required string Path { get; init; }

    /// <summary>Where a renamed file was before. <see langword="null"/> otherwise.</summary>
    public string? OldPath { get; init; }

    /// <summary>What happened.</summary>
    public required FileOperation Operation { get; init; }

    /// <summary>How many lines were added. 0 for a binary file.</summary>
    public required int LinesAdded { get; init; }

    /// <summary>How many lines were deleted. 0 for a binary file.</summary>
    public required int LinesDeleted { get; init; }

    /// <summary>Git sees no lines in it: it holds NUL bytes, or its attributes say so.</summary>
    public bool IsBinary { get; init; }

    /// <summary>The mode before, in git's octal form: <c>100644</c> a file, <c>100755</c> an executable one, <c>120000</c> a symbolic link, <c>160000</c> a submodule. <see langword="null"/> when it was not there.</summary>
    public string? OldMode { get; init; }

    /// <summary>The mode after. <see langword="null"/> when it is not there any more.</summary>
    public string? NewMode { get; init; }

    /// <summary>How alike the two sides of a rename are, in percent. <see langword="null"/> otherwise.</summary>
    public int? Similarity { get; init; }

    /// <summary>This file's part of the patch, byte for byte. <c>git apply</c> takes it alone. Empty when the patch was left out (<see cref="WorkspaceDiff.IsPatchLeftOut"/>).</summary>
    public ReadOnlyMemory<byte> Patch { get; init; }

    /// <summary><see cref="Patch"/> to look at: bytes that are not UTF-8 become U+FFFD, so apply <see cref="Patch"/>. <see langword="null"/> when the patch was left out.</summary>
    public string? Diff => Patch.IsEmpty ? null : Encoding.UTF8.GetString(Patch.Span);

    /// <summary>The changed lines. Empty for a binary file, for a change of mode or name alone, and when the patch was left out.</summary>
    public IReadOnlyList<DiffHunk> Hunks => _hunks ??= Diffs.HunkReader.Read(Patch);

}
