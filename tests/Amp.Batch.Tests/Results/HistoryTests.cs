using Amp.Batch.Journal;
using Amp.Batch.Tests.Reports;

namespace Amp.Batch.Tests.Results;

public sealed class HistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BatchStore _store;
    private readonly BatchHistory _history;

    public HistoryTests()
    {
        _store = new(_folder.Path);
        _history = new(_store, new Noon());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_damaged_report_is_told_and_keeps_nobody_back()
    {
        await SaveAsync("one", daysAgo: 1);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "broken.json"), "{\"id\":");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "renamed.json"), SampleBatch.Report(1, "original").ToJson());
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "no id.json"), "{}");
        await SaveAsync("two", daysAgo: 0);

        var entries = await _history.GetBatchHistoryAsync().ToListAsync();

        Assert.Equal(["broken", "one", "renamed", "two"], entries.Select(static entry => entry.Id).Order());
        Assert.Equal(["broken", "renamed"], entries.Where(static entry => entry.Problem is not null).Select(static entry => entry.Id).Order());
        Assert.Equal(6, entries.Single(static entry => entry.Id == "two").Totals!.Cells);
        Assert.Equal(2, (await _history.ReadReportsAsync().ToListAsync()).Count);
        await Assert.ThrowsAsync<BatchStoreException>(() => _history.LoadAsync("broken"));
        await Assert.ThrowsAsync<BatchStoreException>(() => _history.LoadAsync("nosuch"));
    }

    [Fact]
    public async Task An_empty_history_is_empty() => Assert.Empty(await new BatchHistory(new(Path.Combine(_folder.Path, "nosuch"))).GetBatchHistoryAsync().ToListAsync());

    [Fact]
    public async Task Deleting_takes_the_report_the_journal_and_the_files_and_nothing_else()
    {
        await SaveAsync("one", daysAgo: 1);
        await SaveAsync("one-more", daysAgo: 1);
        await _store.WriteArtifactAsync("one", "a.patch", new MemoryStream([1]));
        await File.WriteAllTextAsync(_store.JournalOf("one"), "x");

        Assert.True(_history.Delete("one"));

        Assert.False(_history.Delete("one"));
        Assert.Equal(["one-more.json"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Retention_keeps_the_latest_and_never_what_is_not_complete_or_not_known()
    {
        foreach (var day in new[] { 0, 2, 4, 40 })
        {
            await SaveAsync($"day{day}", day);
        }

        await SaveAsync("stopped", daysAgo: 90, isComplete: false);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "broken.json"), "{");

        Assert.Equal(["day40"], await _history.PruneAsync(new() { MaxAge = TimeSpan.FromDays(30) }));
        Assert.Equal(["day2", "day4"], (await _history.PruneAsync(new() { MaxCount = 1 })).Order());
        Assert.Equal(["broken", "day0", "stopped"], _store.ListIds().Order());
        Assert.Equal(["stopped"], await _history.PruneAsync(new() { MaxAge = TimeSpan.FromDays(30), IncludeIncomplete = true }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _history.PruneAsync(new() { MaxCount = -1 }));
    }

    [Fact]
    public async Task Two_batches_are_compared_cell_by_cell()
    {
        var before = SampleBatch.Report(8, "before") with { StartedAt = SampleBatch.Start };
        var after = before with
        {
            Id = "after",
            Cells = [.. before.Cells.Skip(1).Select(cell => cell.CombinationId == before.Combinations[1].Id ? cell with { Outcome = BatchOutcome.Succeeded, WallDuration = cell.WallDuration!.Value / 2 } : cell)],
        };
        await _store.SaveAsync(before);
        await _store.SaveAsync(after);

        var comparison = await _history.CompareAsync("before", "after");

        Assert.Equal([before.Cells[0].CellId], comparison.OnlyBefore);
        Assert.Empty(comparison.OnlyAfter);
        Assert.Empty(comparison.Broken);
        Assert.Equal(before.Cells.Count(cell => cell.CombinationId == before.Combinations[1].Id && cell.Success is false), comparison.Fixed.Count);
        var changed = comparison.Combinations.Single(combination => combination.CombinationId == before.Combinations[1].Id);
        var faster = changed.Comparisons.Single(static metric => metric.Metric is BatchMetric.WallSeconds);
        Assert.Equal((BatchVerdict.Different, 0), (faster.Verdict, faster.FirstLarger));
        Assert.True(faster.Difference < 0);
        Assert.Equal((changed.Cells, changed.Cells), (changed.SuccessesAfter, faster.Pairs));
    }

    [Fact]
    public async Task A_batch_that_runs_is_not_deleted_and_one_without_a_report_is_found()
    {
        var header = new JournalHeader { Id = "running", StartedAt = Noon.Now, Repository = "/r", Plan = "{}", Cells = [], Commits = new Dictionary<string, string>(), Commands = [] };
        await SaveAsync("running", daysAgo: 90, isComplete: false);
        await _store.WriteArtifactAsync("running", "a.patch", new MemoryStream([1]));
        using (BatchJournal.Create(_store.JournalOf("running"), header))
        {
            Assert.Throws<BatchStoreException>(() => _history.Delete("running"));
            Assert.Empty(await _history.PruneAsync(new() { MaxAge = TimeSpan.FromDays(30), IncludeIncomplete = true }));
        }

        Assert.Equal(3, Directory.EnumerateFileSystemEntries(_folder.Path).Count());
        BatchJournal.Create(_store.JournalOf("new"), header).Dispose();
        Assert.Equal(["new", "running"], _store.ListUnfinishedIds().Order());
        Assert.Equal(["running"], _store.ListIds());
        Assert.True(_history.Delete("running"));
        Assert.True(_history.Delete("new"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private Task SaveAsync(string id, int daysAgo, bool isComplete = true) =>
        _store.SaveAsync(SampleBatch.Report(1, id) with { StartedAt = Noon.Now.AddDays(-daysAgo), IsComplete = isComplete });

    private sealed class Noon : TimeProvider
    {
        public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
