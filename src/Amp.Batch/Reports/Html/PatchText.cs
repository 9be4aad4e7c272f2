using System.Text;

namespace Amp.Batch.Reports.Html;

/// <summary>The beginning of a cell's patch.</summary>
/// <param name="Text">The patch; null when there is none.</param>
/// <param name="Note">Why there is none, or not all of it.</param>
internal sealed record PatchText(string? Text, string? Note)
{
    public static async Task<PatchText> ReadAsync(BatchCellResult cell, string batchId, BatchStore? store, int longest, CancellationToken cancellationToken)
    {
        if (cell.Diff is null)
        {
            return new(null, "What was changed is not known.");
        }

        if (cell.Diff is { Files: 0, Lines: 0 })
        {
            return new(null, "Nothing was changed.");
        }

        if (cell.Diff.Patch is not { } artifact || store is null)
        {
            return new(null, cell.Diff.Patch is null ? "The patch was not kept." : $"The patch is in {cell.Diff.Patch.File}.");
        }

        try
        {
            var stream = store.OpenArtifact(batchId, artifact);
            if (stream is null)
            {
                return new(null, $"{artifact.File} is gone.");
            }

            await using (stream.ConfigureAwait(false))
            {
                using var reader = new StreamReader(stream, Encoding.UTF8);
                var text = new char[longest + 1];
                var length = await reader.ReadBlockAsync(text, cancellationToken).ConfigureAwait(false);
                var all = new string(text, 0, Math.Min(length, longest));
                return length <= longest ? new(all, null) : new(WholeLines(all), $"The rest is in {artifact.File}.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            return new(null, $"{artifact.File} cannot be read: {e.Message}");
        }
    }

    private static string WholeLines(string text) => text.LastIndexOf('\n') is > 0 and var end ? text[..end] : text;
}
