using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Amp.Batch.Tests.Execution;

/// <summary>Hosts of batches are killed (<c>kill -9</c>) at random moments, and another goes on.</summary>
/// <remarks><c>AMP_BATCH_KILLS=50</c> runs the long form.</remarks>
public sealed class KilledHostTests(ITestOutputHelper output)
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("AMP_BATCH_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 3;

    [Fact(Timeout = 1_800_000)]
    public async Task A_batch_whose_hosts_are_killed_comes_to_the_same_end_and_leaves_nothing()
    {
        await using var bed = await BatchBed.CreateAsync();
        await using var client = bed.CreateClient();
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var expected = Numbers(KilledHost.Plan, await KilledHost.CreateRunner(client, bed.Repository.Path, bed.Worktrees, bed.Store.Folder).RunAsync(KilledHost.Plan));
        Assert.Equal(12, expected.Count);
        var (killed, resumedCells) = (0, 0);
        for (var batch = 0; killed < Kills; batch++)
        {
            var id = $"{KilledHost.BatchId}-{batch}";
            for (var isOver = false; !isOver && killed < Kills;)
            {
                isOver = !await RunAndKillAsync(bed, id, TimeSpan.FromMilliseconds(random.Next(50, 2_500)));
                killed += isOver ? 0 : 1;
            }

            var runsBefore = await CountFinishedAsync(bed.Store, id);
            var report = File.Exists(bed.Store.JournalOf(id))
                ? await KilledHost.CreateRunner(client, bed.Repository.Path, bed.Worktrees, bed.Store.Folder).ResumeAsync(id)
                : await bed.Store.LoadAsync(id);
            resumedCells += 12 - runsBefore;
            Assert.True(report.IsComplete);
            Assert.Equal(expected, Numbers(KilledHost.Plan, report));
            await bed.AssertNothingIsLeftAsync();
            Assert.Empty(Directory.EnumerateFiles(bed.Store.FolderOf(id), "*.tmp"));
            output.WriteLine($"batch {batch}: {killed} kills so far, {runsBefore} of 12 cells were over at the last one");
        }

        output.WriteLine($"seed {seed}: {killed} kills, {resumedCells} cells run by the last host");
    }

    private static async Task<bool> RunAndKillAsync(BatchBed bed, string id, TimeSpan delay)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(KilledHost).Assembly.Location, bed.Fake.Path, bed.Repository.Path, bed.Worktrees, bed.Store.Folder, id]) { RedirectStandardError = true };
        using var host = Process.Start(start)!;
        var errors = host.StandardError.ReadToEndAsync();
        var isResumed = File.Exists(bed.Store.JournalOf(id));
        while (!isResumed && !host.HasExited && !File.Exists(bed.Store.JournalOf(id)))
        {
            await Task.Delay(10);
        }

        try
        {
            await host.WaitForExitAsync().WaitAsync(delay);
        }
        catch (TimeoutException)
        {
            host.Kill();
            await host.WaitForExitAsync();
            return true;
        }

        Assert.True(host.ExitCode == 0, await errors);
        return false;
    }

    private static async Task<int> CountFinishedAsync(BatchStore store, string id) =>
        File.Exists(store.JournalOf(id)) ? (await File.ReadAllLinesAsync(store.JournalOf(id))).Count(line => line.Contains("\"finished\"", StringComparison.Ordinal) && line.EndsWith('}')) : 12;

    private static List<string> Numbers(BatchPlan plan, BatchReport report) =>
        [.. plan.ExpandCells().Select(cell => (cell, Result: report.Cells.Single(result => result.CellId == cell.Id))).Select(pair =>
            $"{pair.cell.Id} {pair.Result.Outcome} {pair.Result.Diff!.Files} {pair.Result.Diff.Insertions} {pair.Result.Diff.Patch!.Bytes} {pair.Result.Tokens!.Total} {pair.Result.Verify.Count} {pair.Result.Verify[0].ExitCode}")];
}
