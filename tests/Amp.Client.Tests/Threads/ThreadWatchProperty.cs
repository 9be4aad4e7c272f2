using System.Text;
using Amp.Client.Tests.Configuration;
using Amp.Client.Threads;

namespace Amp.Client.Tests.Threads;

/// <summary>A CLI that writes threads as it likes, a watch that looks when it likes, a host that dies when it likes: by the dice of one seed.</summary>
internal sealed class ThreadWatchProperty : IDisposable
{
    private readonly Random _dice;
    private readonly ManualClock _clock = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("amp-watch-").FullName;
    private readonly AmpThreadRoot _root;
    private readonly List<ModelThread> _threads = [];
    private readonly HashSet<string> _hints = new(StringComparer.Ordinal);

    // What the host stored, change by change, in one write each.
    private readonly StringBuilder _journal = new();
    private readonly List<(AmpThreadId Thread, int Message, AmpThreadChangeKind Kind, string Told)> _delivered = [];
    private ThreadTracker _tracker;

    public ThreadWatchProperty(int seed)
    {
        _dice = new(seed);
        _root = new(_folder, AmpThreadRootKind.Cli, "test");
        for (var i = 0; i < 3; i++)
        {
            _threads.Add(new($"T-00000000-0000-4000-8000-00000000000{i}"));
        }

        _tracker = NewTracker();
    }

    public int Restarts { get; private set; }

    public int Deletions { get; private set; }

    public int HalfWritten { get; private set; }

    public int Changes { get; private set; }

    public void Dispose()
    {
        _tracker.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            switch (_dice.Next(10))
            {
                case < 3:
                    Work(_threads[_dice.Next(_threads.Count)]);
                    break;
                case < 6:
                    Write(_threads[_dice.Next(_threads.Count)], isLast: false);
                    break;
                case 6:
                    _clock.Advance(TimeSpan.FromMilliseconds(_dice.Next(2500)));
                    break;
                case 7 when _dice.Next(4) == 0:
                    Restart();
                    break;
                default:
                    await LookAsync(isWhole: _dice.Next(3) == 0, most: _dice.Next(4) == 0 ? _dice.Next(4) : int.MaxValue);
                    break;
            }
        }

        // In the end everything is written, and left alone.
        foreach (var thread in _threads)
        {
            Write(thread, isLast: true);
        }

        for (var i = 0; i < 3; i++)
        {
            await LookAsync(isWhole: true, most: int.MaxValue);
            _clock.Advance(TimeSpan.FromSeconds(3));
        }

        Verify();
    }

    private void Work(ModelThread thread)
    {
        switch (_dice.Next(6))
        {
            case 0:
                thread.Say("user", "sent");
                break;
            case 1:
                thread.Say("assistant", _dice.Next(2) == 0 ? "streaming" : "complete");
                break;
            case 2:
                thread.Say("user", "in-progress");
                break;
            case 3 when thread.Last is { State: "streaming" } last:
                last.State = _dice.Next(5) == 0 ? "cancelled" : "complete";
                thread.Touch();
                break;
            case 3 or 4 when thread.Messages.FirstOrDefault(message => message.State is "in-progress") is { } tool:
                tool.State = "done";
                thread.Touch();
                break;
            case 5 when thread.Messages.Count > 0 && _dice.Next(3) == 0:
                thread.Messages[_dice.Next(thread.Messages.Count)].Edition++;
                thread.Touch();
                break;
            default:
                thread.Title = "title " + _dice.Next(3);
                thread.Touch();
                break;
        }
    }

    private void Write(ModelThread thread, bool isLast)
    {
        var path = ThreadFolder.PathOf(_root, thread.Id);
        var json = thread.ToJson(isIndented: _dice.Next(2) == 0);
        var kind = isLast ? _dice.Next(2) : _dice.Next(8);
        switch (kind)
        {
            case 0 or 2 or 3 or 4:
                // As the CLI does.
                File.WriteAllBytes(path + ".amptmp", json);
                Stamp(path + ".amptmp");
                File.Move(path + ".amptmp", path, overwrite: true);
                break;
            case 1:
                File.WriteAllBytes(path, json);
                Stamp(path);
                break;
            case 5:
                File.WriteAllBytes(path, json[.._dice.Next(json.Length)]);
                Stamp(path);
                HalfWritten++;
                break;
            case 6:
                File.Delete(path);
                Deletions++;
                break;
            default:
                File.WriteAllBytes(path + ".amptmp", json[.._dice.Next(json.Length)]);
                return;
        }

        // The system tells of it, twice, or not at all.
        if (_dice.Next(3) > 0)
        {
            _hints.Add(path);
        }
    }

    // A file system whose times are two seconds coarse.
    private void Stamp(string path)
    {
        var now = _clock.GetUtcNow().UtcTicks;
        File.SetLastWriteTimeUtc(path, new(now - (now % TimeSpan.FromSeconds(2).Ticks), DateTimeKind.Utc));
    }

    private async Task LookAsync(bool isWhole, int most)
    {
        var hints = _hints.Select(path => (_root, path)).ToList();
        _hints.Clear();
        var isCutShort = await TakeAsync(isWhole ? _tracker.LookAsync(default) : _tracker.LookAtAsync(hints, default), most);
        if (!isCutShort && isWhole)
        {
            isCutShort = await TakeAsync(_tracker.LookAtAsync(hints, default), most);
        }

        if (isCutShort)
        {
            Restart();   // killed between two changes
        }
    }

    private async Task<bool> TakeAsync(IAsyncEnumerable<AmpThreadChange> changes, int most)
    {
        await foreach (var change in changes)
        {
            if (most-- == 0)
            {
                // In the middle of storing this one.
                _journal.Append(change.Position.AsSpan(0, _dice.Next(change.Position.Length)));
                return true;
            }

            _journal.Append(change.Position);
            if (change.Message is { } message)
            {
                _delivered.Add((change.ThreadId!.Value, (int)message.MessageId!.Value, change.Kind, ModelMessage.ToldOf(message)));
                Changes += change.Kind is AmpThreadChangeKind.MessageChanged ? 1 : 0;
            }
        }

        return false;
    }

    private void Restart()
    {
        Restarts++;
        _tracker.Dispose();
        _tracker = NewTracker();
    }

    private ThreadTracker NewTracker() =>
        // Now and then the journal is written anew, in as few lines as it takes.
        new([_root], new() { IncludeExisting = true, Cursor = Cursor() }, new(), _clock);

    private AmpThreadCursor Cursor()
    {
        var cursor = AmpThreadCursor.Parse(_journal.ToString());
        if (_dice.Next(2) == 0)
        {
            _journal.Clear().Append(cursor);
        }

        return cursor;
    }

    private void Verify()
    {
        foreach (var thread in _threads)
        {
            foreach (var message in thread.Messages)
            {
                var told = _delivered.Where(delivered => delivered.Thread == thread.Id && delivered.Message == message.Id).ToList();
                if (message.IsWithheld)
                {
                    Assert.Empty(told);
                    continue;
                }

                Assert.Equal(1, told.Count(delivered => delivered.Kind is AmpThreadChangeKind.MessageAdded));
                Assert.Equal(AmpThreadChangeKind.MessageAdded, told[0].Kind);
                Assert.Equal(message.Told, told[^1].Told);
                Assert.All(told.Zip(told.Skip(1)), pair => Assert.NotEqual(pair.First.Told, pair.Second.Told));
            }
        }

        Assert.All(_delivered, delivered => Assert.DoesNotContain("streaming", delivered.Told, StringComparison.Ordinal));
    }
}
