using System.Runtime.InteropServices;
using Amp.Workspace;

namespace Amp.Batch.Execution;

/// <summary>What the agent changed in a cell's worktree, committed or not.</summary>
/// <param name="Diff">The numbers, and the patch where it was kept.</param>
/// <param name="Patch">The patch; empty when nothing changed or it was too long.</param>
/// <param name="HoldsEverything">The patch is on the disk, and nothing that git does not ignore is missing in it.</param>
internal sealed record CellChanges(BatchDiff? Diff, ReadOnlyMemory<byte> Patch, bool HoldsEverything)
{
    public static CellChanges Unknown { get; } = new(null, default, HoldsEverything: false);

    public static async Task<CellChanges> ReadAsync(BatchContext context, BatchCell cell, string folder, CancellationToken cancellationToken)
    {
        var tracker = await FileDiffTracker.OpenAsync(folder, new() { Git = context.Options.Git }, context.Logger, context.Clock, cancellationToken).ConfigureAwait(false);
        await using var trackerScope = tracker.ConfigureAwait(false);
        var diff = await tracker.DiffFromRevisionAsync(context.CommitOf(cell), cancellationToken).ConfigureAwait(false);
        var stats = new BatchDiff { Files = diff.Stats.FilesChanged, Insertions = Clamp(diff.Stats.LinesAdded), Deletions = Clamp(diff.Stats.LinesDeleted) };
        if (diff.IsEmpty || diff.IsPatchLeftOut)
        {
            return new(stats, default, HoldsEverything: diff.IsEmpty);
        }

        using var content = MemoryMarshal.TryGetArray(diff.Patch, out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false) : new MemoryStream(diff.Patch.ToArray());
        var artifact = await context.SaveAsync(cell.Id + ".patch", content, cancellationToken).ConfigureAwait(false);
        return new(stats with { Patch = artifact }, diff.Patch, HoldsEverything: true);
    }

    private static int Clamp(long lines) => (int)Math.Min(lines, int.MaxValue);
}
