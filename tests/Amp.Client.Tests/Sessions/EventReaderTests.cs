using Amp.Client.Sessions.Journal;

namespace Amp.Client.Tests.Sessions;

/// <summary>Readers of a log, from any number on, while it is written.</summary>
public sealed class EventReaderTests
{
    [Fact(Timeout = SessionBench.Limit)]
    public async Task Any_number_of_readers_that_join_at_any_time_from_any_number_miss_nothing_and_see_nothing_twice()
    {
        const int Events = 2000;
        using var bench = new LogBench(segmentBytes: 16 * 1024, maxBytes: 1 << 30);
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        var random = new Random(20261120);

        var writing = Task.Run(async () =>
        {
            for (var i = 2; i <= Events; i++)
            {
                await log.AppendAsync(LogBench.Said(i, padding: i % 300));
            }

            log.Complete();
        });
        List<Task<(long After, long[] Seen)>> readers = [];
        while (!writing.IsCompleted || readers.Count < 20)
        {
            // In the middle of the writing: half of them from the place that is just being written.
            var now = log.State.Sequence;
            var after = random.Next(2) == 0 ? now : random.NextInt64(now);
            readers.Add(Task.Run(async () => (after, (await LogBench.ReadAsync(log, after, follow: true)).Select(NumberIn).ToArray())));
            await Task.Yield();
            if (readers.Count > 60)
            {
                break;
            }
        }

        await writing;
        foreach (var (after, seen) in await Task.WhenAll(readers))
        {
            Assert.Equal(LogBench.Range(after + 1, Events), seen);
        }
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_reader_that_is_too_slow_is_told_where_to_go_on_and_nothing_is_kept_for_it()
    {
        using var bench = new LogBench(segmentBytes: 4096, maxBytes: 16 * 1024);
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        await using var slow = new EventReader(log, 0).ReadAsync(follow: true, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await slow.MoveNextAsync());
        Assert.Equal(1, slow.Current.SequenceNumber);

        for (var i = 2; i <= 1000; i++)
        {
            await log.AppendAsync(LogBench.Said(i, padding: 100));
        }

        log.Complete();
        List<AmpSessionEvent> rest = [];
        while (await slow.MoveNextAsync())
        {
            rest.Add(slow.Current);
        }

        var at = rest.FindIndex(happened => happened is AmpSessionResyncEvent);
        var resync = Assert.IsType<AmpSessionResyncEvent>(rest[at]);
        Assert.Equal((0, LogBench.Session), (resync.SequenceNumber, resync.SessionId));
        Assert.Equal(LogBench.Range(2, at + 1), rest.Take(at).Select(happened => happened.SequenceNumber));
        Assert.Equal(LogBench.Range(resync.ResumeAfter + 1, 1000), rest.Skip(at + 1).Select(happened => happened.SequenceNumber));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task An_event_that_is_written_and_not_yet_announced_is_not_shown()
    {
        using var bench = new LogBench();
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        using var source = new CancellationTokenSource();
        await using var reader = new EventReader(log, 1).ReadAsync(follow: true, source.Token).GetAsyncEnumerator();
        var waiting = reader.MoveNextAsync().AsTask();

        // As a write that has come to the disk and whose flush has not come back.
        await File.AppendAllTextAsync(bench.LastFile, """{"seq":2,"at":"2027-01-02T03:04:05+00:00","session":"s","type":"session.deleted"}""" + "\n");
        Assert.Empty(await LogBench.NumbersAsync(log, after: 1));
        Assert.False(waiting.IsCompleted);

        Assert.Equal(2, (await log.AppendAsync(LogBench.Said(2))).SequenceNumber);
        Assert.True(await waiting);
        Assert.IsType<AmpTurnMessageEvent>(reader.Current);
        var next = reader.MoveNextAsync().AsTask();
        await source.CancelAsync();
        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Equal(source.Token, e.CancellationToken);
    }

    [Fact]
    public async Task A_reader_that_knows_events_which_are_not_in_the_log_is_told_to_begin_anew()
    {
        using var bench = new LogBench();
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        await log.AppendAsync(LogBench.Said(2));

        var events = await LogBench.ReadAsync(log, after: 7);

        Assert.Equal(0, Assert.IsType<AmpSessionResyncEvent>(events[0]).ResumeAfter);
        Assert.Equal(LogBench.Range(1, 2), events.Skip(1).Select(happened => happened.SequenceNumber));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task Events_that_the_disk_has_lost_are_told_of_as_gone()
    {
        using var bench = new LogBench(segmentBytes: 4096, maxBytes: 1 << 30);
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        for (var i = 2; i <= 100; i++)
        {
            await log.AppendAsync(LogBench.Said(i, padding: 100));
        }

        var files = Directory.GetFiles(bench.Folder).Order(StringComparer.Ordinal).ToArray();
        Assert.InRange(files.Length, 4, 20);
        File.Delete(files[1]);
        var lines = await File.ReadAllLinesAsync(files[2]);
        lines[2] = lines[2][..20];
        await File.WriteAllLinesAsync(files[2], lines);

        var numbers = (await LogBench.ReadAsync(log)).Select(happened => happened is AmpSessionResyncEvent resync ? -resync.ResumeAfter : happened.SequenceNumber).ToArray();

        Assert.Equal(2, numbers.Count(number => number < 0));
        Assert.Equal(100, numbers[^1]);
        for (var i = 1; i < numbers.Length; i++)
        {
            Assert.True(numbers[i] < 0 ? -numbers[i] > numbers[i - 1] : numbers[i] == Math.Abs(numbers[i - 1]) + 1, $"{numbers[i - 1]} before {numbers[i]}");
        }
    }

    private static long NumberIn(AmpSessionEvent happened)
    {
        if (happened is AmpSessionCreatedEvent)
        {
            return 1;
        }

        var text = Assert.IsType<Streaming.TextBlock>(Assert.IsType<Streaming.AssistantMessage>(Assert.IsType<AmpTurnMessageEvent>(happened).Message).Content[0]).Text;
        var number = long.Parse(text.Split(' ')[0], null);
        Assert.Equal(happened.SequenceNumber, number);
        return number;
    }
}
