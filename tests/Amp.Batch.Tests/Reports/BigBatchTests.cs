using System.Diagnostics;

namespace Amp.Batch.Tests.Reports;

/// <summary>A thousand cells. What they took is printed, where AMP_BATCH_PAGES asks for it; nothing here fails for a slow machine.</summary>
public sealed class BigBatchTests
{
    [Fact]
    public async Task A_thousand_cells_are_kept_computed_and_shown()
    {
        using var folder = new TemporaryFolder();
        var store = new BatchStore(folder.Path);
        var report = SampleBatch.Report(167, "big");

        var clock = Stopwatch.StartNew();
        var complete = report.WithStatistics();
        var computed = clock.Elapsed;
        await store.SaveAsync(complete);
        var saved = clock.Elapsed;
        var read = await store.LoadAsync("big");
        var loaded = clock.Elapsed;
        var page = await BatchExporter.ToHtmlAsync(read);
        var shown = clock.Elapsed;

        Assert.Equal(1_002, read.Cells.Count);
        Assert.Equal(complete.Statistics!.Combinations.Select(static combination => combination.Successes), read.Statistics!.Combinations.Select(static combination => combination.Successes));
        Assert.InRange(page.Length, 500_000, 5_000_000);
        if (PageGallery.Folder is { } pages)
        {
            await File.WriteAllTextAsync(Path.Combine(pages, "big.txt"), $"statistics {computed.TotalMilliseconds:0} ms, save {(saved - computed).TotalMilliseconds:0} ms, load {(loaded - saved).TotalMilliseconds:0} ms, page {(shown - loaded).TotalMilliseconds:0} ms; JSON {new FileInfo(store.PathOf("big")).Length} bytes, page {page.Length} characters\n");
        }
    }
}
