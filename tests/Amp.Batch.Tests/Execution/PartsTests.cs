using System.Text;
using Amp.Batch.Execution;
using Amp.Batch.Journal;
using Amp.Batch.Results;
using Amp.Batch.Tests.Reports;

namespace Amp.Batch.Tests.Execution;

/// <summary>The parts of a run on their own: order, journal, test reports, redaction.</summary>
public sealed class PartsTests
{
    private static readonly JournalHeader Header = new() { Id = "b", StartedAt = DateTimeOffset.UnixEpoch, Repository = "/r", Plan = "{}", Cells = ["c-1", "c-2", "c-3"], Commits = new Dictionary<string, string>(), Commands = [] };

    [Fact]
    public void Whenever_a_batch_is_stopped_each_combination_has_run_about_as_often_as_the_others()
    {
        var cells = BatchPlan.For("a", "b").WithModes("x", "y", "z").Repeated(4).ExpandCells();

        var order = CellOrder.Of(cells, 7);

        Assert.Equal(cells.Select(cell => cell.Id).Order(), order.Select(cell => cell.Id).Order());
        Assert.Equal(order.Select(cell => cell.Id), CellOrder.Of(cells, 7).Select(cell => cell.Id));
        Assert.NotEqual(order.Select(cell => cell.Id), CellOrder.Of(cells, 8).Select(cell => cell.Id));
        for (var stopped = 1; stopped <= order.Count; stopped++)
        {
            var counts = order.Take(stopped).CountBy(cell => cell.Combination.Name).ToDictionary();
            Assert.InRange(counts.Values.Max() - (counts.Count < 3 ? 0 : counts.Values.Min()), 0, 1);
        }
    }

    [Fact]
    public void A_journal_that_is_cut_off_anywhere_loses_at_most_the_line_that_was_being_written()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "b.journal");
        using (var journal = BatchJournal.Create(path, Header))
        {
            journal.Add(Result("c-1"));
            journal.Add(Result("c-2"));
            Assert.Throws<BatchStoreException>(() => BatchJournal.Resume(path));
        }

        var whole = File.ReadAllBytes(path);
        var ends = Enumerable.Range(0, whole.Length).Where(at => whole[at] == '\n').ToList();
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            var lines = ends.Count(end => end < length);
            if (lines == 0)
            {
                Assert.Throws<BatchStoreException>(() => BatchJournal.Resume(path));
                continue;
            }

            using (var journal = BatchJournal.Resume(path))
            {
                Assert.Equal(lines - 1, journal.Finished.Count);
                journal.Add(Result("c-3"));
            }

            using var again = BatchJournal.Resume(path);
            Assert.Equal(lines, again.Finished.Count);
        }
    }

    [Fact]
    public void A_journal_is_for_its_owner_alone_and_is_not_begun_twice()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "b.journal");
        using var journal = BatchJournal.Create(path, Header);

        Assert.Throws<BatchStoreException>(() => BatchJournal.Create(path, Header));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Theory]
    [InlineData("""<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><ResultSummary><Counters total="10" passed="6" failed="3" error="0"/></ResultSummary></TestRun>""", 6, 3, 1)]
    [InlineData("""<testsuite tests="3"><testcase/><testcase><error>x</error><failure/></testcase><testcase><skipped/></testcase></testsuite>""", 1, 1, 1)]
    [InlineData("""<testsuites/>""", 0, 0, 0)]
    public void Test_reports_are_counted(string xml, int passed, int failed, int skipped)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "report.xml"), xml);

        Assert.Equal(new BatchTests(passed, failed, skipped), TestReportReader.Read(folder.Path, "report.xml"));
    }

    [Theory]
    [InlineData("<html/>")]
    [InlineData("<testsuite><testcase>")]
    [InlineData("""<!DOCTYPE a [<!ENTITY x "boom">]><testsuite><testcase name="&x;"/></testsuite>""")]
    [InlineData("")]
    public void What_is_no_test_report_is_none(string xml)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "report.xml"), xml);

        Assert.Null(TestReportReader.Read(folder.Path, "report.xml"));
        Assert.Null(TestReportReader.Read(folder.Path, "missing/*.xml"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pipe_in_the_place_of_a_test_report_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        using var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(folder.Path, "report.xml")]);
        await made.WaitForExitAsync();

        Assert.Null(await Task.Run(() => TestReportReader.Read(folder.Path, "*.xml")).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_line_about_no_cell_of_the_batch_is_passed_over()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "b.journal");
        using (var journal = BatchJournal.Create(path, Header))
        {
            journal.Add(Result("c-9"));
            journal.Add(Result("c-2"));
        }

        using var read = BatchJournal.Resume(path);
        Assert.Equal("c-2", Assert.Single(read.Finished).CellId);
    }

    [Fact]
    public void A_rate_limit_keeps_everybody_waiting_and_longer_each_time()
    {
        var clock = new StoppedClock();
        var backoff = new Backoff(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), clock);

        Assert.Equal(TimeSpan.FromSeconds(5), backoff.Refused(clock.GetTimestamp()));
        Assert.Null(backoff.Refused(clock.GetTimestamp()));
        Assert.False(backoff.WaitAsync(default).IsCompleted);
        clock.Elapsed += TimeSpan.FromSeconds(5);
        Assert.True(backoff.WaitAsync(default).IsCompleted);
        Assert.Equal(TimeSpan.FromSeconds(10), backoff.Refused(clock.GetTimestamp()));
        clock.Elapsed += TimeSpan.FromSeconds(10);
        Assert.Equal(TimeSpan.FromSeconds(15), backoff.Refused(clock.GetTimestamp()));
        clock.Elapsed += TimeSpan.FromSeconds(15);
        backoff.Worked();
        Assert.Equal(TimeSpan.FromSeconds(5), backoff.Refused(clock.GetTimestamp()));
    }

    [Fact]
    public void Secrets_are_taken_out_of_what_commands_print() =>
        Assert.Equal("key [REDACTED], name visible", new OutputRedaction([new("MY_API_KEY", "s3cr3t-value"), new("NAME", "visible")]).Of("key s3cr3t-value, name visible"));

    private static BatchCellResult Result(string id) => ReportAssembly.NotRun(BatchPlan.For("a").ExpandCells()[0]) with { CellId = id, Outcome = BatchOutcome.Succeeded, Text = "é\n" + Encoding.UTF8.GetString("ü"u8) };

    // The time of day may be set while a batch runs.
    private sealed class StoppedClock : TimeProvider
    {
        public TimeSpan Elapsed { get; set; } = TimeSpan.FromDays(3);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("Nobody waits by the time of day.");
    }
}
