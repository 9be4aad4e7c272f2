using System.Diagnostics;
using System.Globalization;
using Amp.Testing;
using Xunit.Abstractions;

namespace Amp.Batch.Tests.Execution;

/// <summary>Many cells: what the batch itself takes beside its runs.</summary>
/// <remarks><c>AMP_BATCH_MANY=1000</c> runs the long form. The heap is the whole process's: no other test may run meanwhile.</remarks>
[Collection(nameof(ManyCellsTests))]
[CollectionDefinition(nameof(ManyCellsTests), DisableParallelization = true)]
public sealed class ManyCellsTests(ITestOutputHelper output)
{
    private static readonly int Cells = int.TryParse(Environment.GetEnvironmentVariable("AMP_BATCH_MANY"), CultureInfo.InvariantCulture, out var cells) ? cells : 24;

    [Fact(Timeout = 3_000_000)]
    public async Task Memory_stays_flat_however_many_cells_there_are()
    {
        // Kept in memory, what the runs print would be 96 MB for 24 and a gigabyte for a thousand: far more than what pools and caches grow by.
        var printed = new string('x', Cells < 100 ? 4_000_000 : 1_000_000);
        var script = AmpScript.New.Starts().WritesFile("answer.txt", "good\n").Waits(TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("AMP_BATCH_SECONDS") ?? "0.1", CultureInfo.InvariantCulture))).Says(printed).ThenSucceeds("Done.");
        await using var bed = await BatchBed.CreateAsync(script);
        await using var client = bed.CreateClient();
        var options = bed.CreateOptions();
        var heaps = new List<(int Done, long Bytes)>();
        var lastSample = -1;
        var follower = new Follower(progress =>
        {
            var sample = progress.Done * 8 / Cells;
            if (sample > lastSample)
            {
                lastSample = sample;
                heaps.Add((progress.Done, GC.GetTotalMemory(forceFullCollection: true)));
            }
        });
        var started = Stopwatch.GetTimestamp();

        var report = await new BatchRunner(client, bed.Store, options).RunAsync(BatchPlan.For("good").Repeated(Cells), follower);

        var took = Stopwatch.GetElapsedTime(started);
        var runs = report.Totals.RunTime!.Value / options.MaxConcurrency!.Value;
        output.WriteLine($"{Cells} cells in {took.TotalSeconds:0.0} s; their runs alone, two at once, {runs.TotalSeconds:0.0} s: {(took / runs - 1) * 100:0} % more, {(took - runs).TotalMilliseconds / Cells:0} ms for each cell.");
        output.WriteLine($"Heap: {string.Join(", ", heaps.Select(heap => $"{heap.Bytes / 1e6:0.0} MB after {heap.Done}"))}.");
        foreach (var cell in report.Cells.Where(static cell => cell.Outcome is not BatchOutcome.Succeeded))
        {
            output.WriteLine($"{cell.CellId}: {cell.Outcome} {cell.ErrorKind} {cell.Error} {cell.ExitCode} {string.Join(", ", cell.Verify)}");
        }

        Assert.Equal(Cells, report.Totals.Succeeded);
        Assert.True(heaps[^1].Bytes < heaps[0].Bytes + 50_000_000 + (Cells * 5_000L), "The heap grew with the cells.");
        await bed.AssertNothingIsLeftAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_memory_is_short_one_run_goes_on_at_a_time()
    {
        await using var bed = await BatchBed.CreateAsync();
        await using var client = bed.CreateClient();
        var options = bed.CreateOptions();
        options.MinFreeMemoryBytes = long.MaxValue;
        var most = 0;

        var report = await new BatchRunner(client, bed.Store, options).RunAsync(BatchPlan.For("slow").Repeated(3), new Follower(progress => most = Math.Max(most, progress.Running)));

        Assert.Equal((3, 1), (report.Totals.Succeeded, most));
    }

    private sealed class Follower(Action<BatchProgress> follow) : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value) => follow(value);
    }
}
