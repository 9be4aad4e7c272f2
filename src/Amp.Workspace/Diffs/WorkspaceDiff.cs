using System.Text;

namespace Amp.Workspace;

/// <summary>What changed between two snapshots. It is complete in itself: it may outlive them.</summary>
/// <remarks>Safe to read from any thread.</remarks>
public sealed class WorkspaceDiff
{
    internal WorkspaceDiff(string fromTree, string toTree, IReadOnlyList<FileDiff> files, ReadOnlyMemory<byte> patch, bool isPatchLeftOut)
    {
        (FromTree, ToTree, Files, Patch, IsPatchLeftOut) = (fromTree, toTree, files, patch, isPatchLeftOut);
        Stats = DiffStats.Of(files);
    }

    /// <summary>The tree on the old side.</summary>
    public string FromTree { get; }

    /// <summary>The tree on the new side.</summary>
    public string ToTree { get; }

    /// <summary>The changed files, in git's order of paths.</summary>
    public IReadOnlyList<FileDiff> Files { get; }

    /// <summary>The whole in numbers.</summary>
    public DiffStats Stats { get; }

    /// <summary>The whole as one patch, byte for byte: plain <c>git apply</c> at the root of a work tree that holds the old side makes it the new side, binary files, modes, links and renames included.</summary>
    public ReadOnlyMemory<byte> Patch { get; }

    /// <summary><see cref="Patch"/> to look at: bytes that are not UTF-8 become U+FFFD.</summary>
    public string PatchText => Encoding.UTF8.GetString(Patch.Span);

    /// <summary>The patch was longer than <see cref="FileDiffOptions.MaxPatchBytes"/>, so only files and numbers are here. <see cref="FileDiffTracker.WritePatchAsync"/> writes it to a file however long it is.</summary>
    public bool IsPatchLeftOut { get; }

    /// <summary>Nothing changed.</summary>
    public bool IsEmpty => Files.Count == 0;
}
