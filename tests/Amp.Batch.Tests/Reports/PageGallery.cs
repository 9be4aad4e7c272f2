namespace Amp.Batch.Tests.Reports;

/// <summary>Writes pages to look at, where AMP_BATCH_PAGES names a folder for them. Without it a few are made and looked at by the other tests only.</summary>
public sealed class PageGallery
{
    public static readonly string? Folder = Environment.GetEnvironmentVariable("AMP_BATCH_PAGES");

    [Fact]
    public async Task Every_kind_of_batch_makes_a_page()
    {
        using var temporary = new TemporaryFolder();
        var folder = Folder ?? temporary.Path;
        var store = new BatchStore(System.IO.Path.Combine(temporary.Path, "store"));

        var full = await SampleBatch.WithFilesAsync(SampleBatch.Report().WithStatistics(), store);
        List<BatchReport> earlier = [.. Enumerable.Range(1, 5).Select(day => SampleBatch.Report(6, $"2026111{day}-093000-000000", seed: day, luck: (day - 5) * 0.08) with { StartedAt = SampleBatch.Start.AddDays(-10 + day) })];
        await WriteAsync("full", full, new() { Store = store, Earlier = earlier });
        await WriteAsync("no-cost", SampleBatch.Report(repetitions: 4, hasCredits: false), new());
        await WriteAsync("one-run", One(SampleBatch.Report(1)), new());
        await WriteAsync("nothing", BatchReport.Create("nothing", SampleBatch.Plan(2).ExpandCells(), []) with { StartedAt = SampleBatch.Start, StoppedBecause = "Limits.MaxCredits of 10 is reached." }, new());
        await WriteAsync("hostile", await HostileBatch.ReportAsync(store), new() { Store = store });
        if (Folder is null)
        {
            return;   // a thousand cells are for eyes, and for a day with time
        }

        var wide = BatchPlan.For("a", "b").WithModes([.. Enumerable.Range(1, 200).Select(static i => $"mode number {i}")]).Repeated(3).ExpandCells();
        var random = new Random(5);
        await WriteAsync("wide", BatchReport.Create("wide", wide, wide.Select(cell => SampleBatch.Result(cell, random, hasCredits: true, luck: 0)), "Two hundred combinations"), new());

        var big = await SampleBatch.WithFilesAsync(SampleBatch.Report(167, "big"), store);
        await WriteAsync("big", big, new() { Store = store });

        async Task WriteAsync(string name, BatchReport report, BatchHtmlOptions options)
        {
            var path = System.IO.Path.Combine(folder, name + ".html");
            await BatchExporter.ExportAsync(report, BatchReportFormat.Html, path, options);
            Assert.InRange(new FileInfo(path).Length, 10_000, 20_000_000);
        }
    }

    private static BatchReport One(BatchReport report) => report with { Cells = [report.Cells[0]], Combinations = [report.Combinations[0]], Prompts = [report.Prompts[0]] };
}
