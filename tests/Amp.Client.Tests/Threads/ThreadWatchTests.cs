using System.Text;
using Amp.Client.Tests.Configuration;
using Amp.Client.Threads;

namespace Amp.Client.Tests.Threads;

/// <summary>A watch over a real folder, with what the system says of it.</summary>
public sealed class ThreadWatchTests : IDisposable
{
    private static readonly AmpThreadWatchOptions Quick = new() { Debounce = TimeSpan.FromMilliseconds(20), PollInterval = TimeSpan.FromMilliseconds(50), RescanInterval = TimeSpan.FromMinutes(5) };

    private readonly ThreadFolderFixture _threads = new();

    public static TheoryData<bool> Ways => [true, false];

    public void Dispose() => _threads.Dispose();

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Ways))]
    public async Task Messages_and_changes_are_told_as_they_land(bool isPolling)
    {
        var model = new ModelThread(ThreadFolderFixture.Id);
        await using var watch = Watch(Quick with { UsePolling = isPolling });
        await ExpectAsync(watch, AmpThreadChangeKind.CaughtUp);

        model.Say("user", "sent");
        model.Say("assistant", "streaming");
        Put(model);
        await ExpectAsync(watch, AmpThreadChangeKind.ThreadAdded, AmpThreadChangeKind.MessageAdded);

        model.Last!.State = "complete";
        Put(model);
        var answer = Assert.Single(await ExpectAsync(watch, AmpThreadChangeKind.MessageAdded, AmpThreadChangeKind.ThreadChanged), change => change.Message is not null);
        Assert.Equal("message 1 edition 0 complete é", answer.Message!.Text);
        Assert.Equal((AmpThreadActivity.Idle, ThreadFolderFixture.Id), (answer.Thread!.Activity, answer.ThreadId!.Value.Value));

        model.Say("user", "in-progress");
        Put(model);
        await ExpectAsync(watch, AmpThreadChangeKind.MessageAdded, AmpThreadChangeKind.ThreadChanged);

        model.Last!.State = "done";
        model.Title = "Done";
        Put(model);
        var done = await ExpectAsync(watch, AmpThreadChangeKind.MessageChanged, AmpThreadChangeKind.ThreadChanged);
        Assert.Equal(AmpToolRunStatus.Done, Assert.Single(done[0].Message!.ToolResults).Status);
        Assert.Equal("Done", done[1].Thread!.Title);

        File.Delete(Path.Combine(_threads.Folder, ThreadFolderFixture.Id + ".json"));
        await ExpectAsync(watch, AmpThreadChangeKind.ThreadDeleted);

        model.Say("user", "sent");
        Put(model);
        Assert.Equal("message 3 edition 0 sent é", (await ExpectAsync(watch, AmpThreadChangeKind.ThreadAdded, AmpThreadChangeKind.MessageAdded))[1].Message!.Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_watch_that_goes_on_from_a_cursor_tells_what_came_meanwhile_and_nothing_else()
    {
        var model = new ModelThread(ThreadFolderFixture.Id);
        model.Say("user", "sent");
        Put(model);
        var cursor = new AmpThreadCursor();
        await using (var first = Watch(Quick))
        {
            // What was there before is passed over, and the cursor knows it.
            cursor.Advance((await ExpectAsync(first, AmpThreadChangeKind.CaughtUp))[0]);
        }

        model.Say("assistant", "complete");
        Put(model);
        _threads.Write("""{"messages":[{"role":"user","content":[{"type":"text","text":"new"}]}]}""", ThreadFolderFixture.OtherId + ".json");
        await using var second = Watch(Quick with { Cursor = AmpThreadCursor.Parse(cursor.ToString()) });

        var told = await ExpectAsync(
            second, AmpThreadChangeKind.MessageAdded, AmpThreadChangeKind.ThreadChanged, AmpThreadChangeKind.ThreadAdded, AmpThreadChangeKind.MessageAdded, AmpThreadChangeKind.CaughtUp);
        Assert.Equal(["message 1 edition 0 complete é", "new"], told.Where(change => change.Message is not null).Select(change => change.Message!.Text));
    }

    [Fact(Timeout = 30_000)]
    public async Task One_thread_is_watched_and_the_others_are_not_told()
    {
        await using var watch = Watch(Quick with { Thread = ThreadFolderFixture.OtherId });
        await ExpectAsync(watch, AmpThreadChangeKind.CaughtUp);

        _threads.Write("""{"messages":[{"role":"user"}]}""");
        _threads.Write($$"""{"id":"{{ThreadFolderFixture.OtherId}}","messages":[]}""", "T-of-another-name.json");

        Assert.Equal(ThreadFolderFixture.OtherId, (await ExpectAsync(watch, AmpThreadChangeKind.ThreadAdded))[0].ThreadId!.Value.Value);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("later")]
    [InlineData("by/../a/../detour")]
    public async Task A_folder_that_comes_later_is_watched_from_then_on(string name)
    {
        var folder = Path.Combine(_threads.Folder, name, "threads");
        var store = new AmpLocalThreadStore(new() { Roots = [new(folder, AmpThreadRootKind.Cli, "test")] });
        await using var watch = store.WatchAsync(Quick).GetAsyncEnumerator();
        await ExpectAsync(watch, AmpThreadChangeKind.CaughtUp);

        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, ThreadFolderFixture.Id + ".json"), """{"messages":[]}""");

        await ExpectAsync(watch, AmpThreadChangeKind.ThreadAdded);
        await File.WriteAllTextAsync(Path.Combine(folder, ThreadFolderFixture.OtherId + ".json"), """{"messages":[]}""");
        await ExpectAsync(watch, AmpThreadChangeKind.ThreadAdded);
    }

    [Fact]
    public void A_folder_that_came_before_anybody_watched_for_it_is_noticed()
    {
        var watchers = new List<FileSystemWatcher>();
        var appeared = 0;

        AbsentFolders.Watch([_threads.Folder], watchers, () => appeared++);
        AbsentFolders.Watch([Path.Combine(_threads.Folder, "later")], watchers, () => appeared += 100);

        watchers.ForEach(watcher => watcher.Dispose());
        Assert.Equal(1, appeared);
    }

    [Fact(Timeout = 30_000)]
    public async Task Two_messages_of_one_number_are_told_once_each()
    {
        const string Twins = """{"role":"user","messageId":0,"content":[{"type":"text","text":"a"}]},{"role":"user","messageId":0,"content":[{"type":"text","text":"b"}]}""";
        await using var watch = Watch(Quick with { IncludeExisting = true });
        await ExpectAsync(watch, AmpThreadChangeKind.CaughtUp);
        _threads.WriteMessages(Twins);
        await ExpectAsync(watch, AmpThreadChangeKind.ThreadAdded, AmpThreadChangeKind.MessageAdded, AmpThreadChangeKind.MessageAdded);

        _threads.WriteMessages(Twins, "\"title\":\"t\"");

        await ExpectAsync(watch, AmpThreadChangeKind.ThreadChanged);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_that_nobody_finishes_is_told_once_with_what_is_whole_of_it()
    {
        await using var watch = Watch(Quick);
        await ExpectAsync(watch, AmpThreadChangeKind.CaughtUp);

        _threads.Write("""{"messages":[{"role":"user","content":[{"type":"text","text":"whole"}]},{"role":"u""");
        var told = await ExpectAsync(watch, AmpThreadChangeKind.Problem, AmpThreadChangeKind.ThreadAdded, AmpThreadChangeKind.MessageAdded);
        Assert.Equal((AmpThreadProblemKind.HalfWritten, "whole"), (told[0].Problem!.Kind, told[2].Message!.Text));

        _threads.Write("""{"messages":[{"role":"user","content":[{"type":"text","text":"whole"}]},{"role":"user","content":[{"type":"text","text":"second"}]}]}""");
        Assert.Equal("second", (await ExpectAsync(watch, AmpThreadChangeKind.MessageAdded))[0].Message!.Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_that_is_written_over_while_it_is_told_is_not_told_half_and_half()
    {
        var model = new ModelThread(ThreadFolderFixture.Id);
        for (var i = 0; i < 600; i++)
        {
            model.Say("user", "sent");
        }

        _threads.Write(model.ToJson(isIndented: false));
        await using var watch = Watch(Quick with { IncludeExisting = true });
        await ExpectAsync(watch, AmpThreadChangeKind.ThreadAdded, AmpThreadChangeKind.MessageAdded);

        // The same length, in the same file, under the eyes of whoever reads it.
        foreach (var message in model.Messages)
        {
            message.Edition++;
        }

        await using (var file = new FileStream(Path.Combine(_threads.Folder, ThreadFolderFixture.Id + ".json"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            await file.WriteAsync(model.ToJson(isIndented: false));
        }

        var told = new Dictionary<long, List<AmpThreadChange>> { [0] = [watch.Current] };
        while (told.Count < 600 || told.Values.Any(changes => changes[^1].Message!.Text.Contains("edition 0", StringComparison.Ordinal)))
        {
            Assert.True(await watch.MoveNextAsync());
            if (watch.Current.Message is { } message)
            {
                told.TryAdd(message.MessageId!.Value, []);
                told[message.MessageId.Value].Add(watch.Current);
            }
        }

        // What was read before it was known to be safe was not told: only the first lot is told twice.
        Assert.All(told.Values, changes => Assert.Equal(AmpThreadChangeKind.MessageAdded, changes[0].Kind));
        Assert.All(told.Values, changes => Assert.All(changes.Skip(1), change => Assert.Equal(AmpThreadChangeKind.MessageChanged, change.Kind)));
        Assert.InRange(told.Values.Count(changes => changes.Count == 2), 1, 256);
    }

    [Fact]
    public async Task A_second_change_that_shows_neither_in_time_nor_in_size_is_found_all_the_same()
    {
        var clock = new ManualClock();
        var noon = new DateTime(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);
        using var tracker = new ThreadTracker([new(_threads.Folder, AmpThreadRootKind.Cli, "test")], new() { IncludeExisting = true }, new(), clock);
        File.SetLastWriteTimeUtc(_threads.Write("""{"messages":[{"role":"user","content":[{"type":"text","text":"one"}]}]}"""), noon);
        Assert.Equal(3, (await tracker.LookAsync(default).ToListAsync()).Count);

        File.SetLastWriteTimeUtc(_threads.Write("""{"messages":[{"role":"user","content":[{"type":"text","text":"two"}]}]}"""), noon);
        Assert.Empty(await tracker.LookAsync(default).ToListAsync());
        Assert.InRange(tracker.NextLook!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        clock.Advance(tracker.NextLook.Value);

        var told = await tracker.LookAtAsync([], default).ToListAsync();
        Assert.Equal([AmpThreadChangeKind.MessageChanged, AmpThreadChangeKind.ThreadChanged], told.Select(change => change.Kind));
        Assert.Equal("two", told[0].Message!.Text);
        Assert.Null(tracker.NextLook);
    }

    [Fact]
    public async Task A_folder_that_is_away_for_a_while_is_no_deletion_of_its_threads()
    {
        var folder = Path.Combine(_threads.Folder, "share");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, ThreadFolderFixture.Id + ".json"), """{"messages":[]}""");
        using var tracker = new ThreadTracker([new(folder, AmpThreadRootKind.Cli, "test")], new() { IncludeExisting = true }, new(), TimeProvider.System);
        Assert.Equal([AmpThreadChangeKind.ThreadAdded, AmpThreadChangeKind.CaughtUp], (await tracker.LookAsync(default).ToListAsync()).Select(change => change.Kind));

        Directory.Move(folder, folder + "-away");
        Assert.Empty(await tracker.LookAsync(default).ToListAsync());

        Directory.Move(folder + "-away", folder);
        Assert.Empty(await tracker.LookAsync(default).ToListAsync());

        File.Delete(Path.Combine(folder, ThreadFolderFixture.Id + ".json"));
        Assert.Equal(AmpThreadChangeKind.ThreadDeleted, Assert.Single(await tracker.LookAsync(default).ToListAsync()).Kind);
    }

    [Fact(Timeout = 30_000)]
    public async Task Leaving_or_cancelling_a_watch_ends_it()
    {
        using var stop = new CancellationTokenSource();
        var watch = _threads.Store.WatchAsync(Quick, stop.Token).GetAsyncEnumerator();
        await ExpectAsync(watch, AmpThreadChangeKind.CaughtUp);
        var next = watch.MoveNextAsync().AsTask();

        await stop.CancelAsync();

        Assert.Equal(stop.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next)).CancellationToken);
        await watch.DisposeAsync();
    }

    [Fact]
    public void A_watch_refuses_what_it_cannot_keep_at_the_call() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _threads.Store.WatchAsync(new() { PollInterval = TimeSpan.Zero }));

    [Fact]
    public void A_cursor_reads_back_as_it_was_and_passes_over_what_is_torn()
    {
        const string id = ThreadFolderFixture.Id;
        var journal = new StringBuilder(AmpThreadCursor.Started)
            .Append(ThreadMark.StateLine(id, 7)).Append(ThreadMark.MessageLine(id, 0, 1)).Append(ThreadMark.MessageLine(id, -2, ulong.MaxValue))
            .Append($"\n{id} m 5:00000000")                        // torn by a crash
            .Append(ThreadMark.MessageLine(id, 6, 2)).Append("\nnonsense\n").Append($"\n{id} m 7:0000000000000001");

        var cursor = AmpThreadCursor.Parse(journal.ToString());

        Assert.True(cursor.IsStarted);
        Assert.Equal(cursor.ToString(), AmpThreadCursor.Parse(cursor.ToString()).ToString());
        Assert.Equal([-2, 0, 6], cursor.CopyMarks()[id].Messages.Keys.Order());
        Assert.Equal((7UL, false), (cursor.CopyMarks()[id].State!.Value, cursor.CopyMarks()[id].IsDeleted));
        cursor.Advance(ThreadMark.DeletedLine(id));
        Assert.True(AmpThreadCursor.Parse(cursor.ToString()).CopyMarks()[id].IsDeleted);
        Assert.False(AmpThreadCursor.Parse("").IsStarted);
    }

    private IAsyncEnumerator<AmpThreadChange> Watch(AmpThreadWatchOptions options) => _threads.Store.WatchAsync(options).GetAsyncEnumerator();

    // As the CLI does: beside it, then over it.
    private void Put(ModelThread model) =>
        File.Move(_threads.Write(model.ToJson(isIndented: true), model.Id.Value + ".json.amptmp"), Path.Combine(_threads.Folder, model.Id.Value + ".json"), overwrite: true);

    private static async Task<List<AmpThreadChange>> ExpectAsync(IAsyncEnumerator<AmpThreadChange> watch, params AmpThreadChangeKind[] kinds)
    {
        var told = new List<AmpThreadChange>();
        foreach (var kind in kinds)
        {
            Assert.True(await watch.MoveNextAsync());
            told.Add(watch.Current);
            Assert.True(kind == watch.Current.Kind, $"Expected {string.Join(", ", kinds)}, was told {string.Join(", ", told.Select(change => $"{change.Kind} {change.Message?.Text} {change.Problem?.Reason}"))}.");
        }

        return told;
    }
}
