using Amp.Workspace.Workspaces;

namespace Amp.Workspace.Tests.Workspaces;

public sealed class WatcherTests
{
    [Fact]
    public async Task Quiet_ends_a_change_and_noise_does_not_hold_it_up_for_ever()
    {
        var folder = Directory.CreateTempSubdirectory("watched-").FullName;
        try
        {
            var clock = new TimerClock();
            using var watcher = new WorkspaceWatcher(
                new() { Path = folder, Root = folder, Kind = WorkspaceKind.Plain },
                new() { WatchDelay = TimeSpan.FromSeconds(1), MaxWatchDelay = TimeSpan.FromSeconds(5) }, clock);
            var changes = watcher.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
            var next = changes.MoveNextAsync().AsTask();

            // Every 0.9 s, so that it is never quiet for a whole second.
            for (var i = 0; i < 6; i++)
            {
                Assert.False(next.IsCompleted);
                watcher.Notice(Path.Combine(folder, $"file-{i % 3}"));
                clock.Advance(TimeSpan.FromSeconds(0.9));
            }

            Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10)));
            Assert.Equal(["file-0", "file-1", "file-2"], changes.Current.Paths);

            for (var i = 0; i <= WorkspaceChange.MaxPaths; i++)
            {
                watcher.Notice(Path.Combine(folder, $"many-{i}"));
            }

            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
            Assert.Equal((WorkspaceChange.MaxPaths, true), (changes.Current.Paths.Count, changes.Current.IsIncomplete));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A clock with one timer, that goes when it is told to.</summary>
    private sealed class TimerClock : TimeProvider
    {
        private TimeSpan _now;
        private Action? _ring;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new OneTimer(this, callback, state);
            _ring = timer.Ring;
            return timer;
        }

        public void Advance(TimeSpan time)
        {
            _now += time;
            _ring?.Invoke();
        }

        private sealed class OneTimer(TimerClock clock, TimerCallback callback, object? state) : ITimer
        {
            private TimeSpan? _due;

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                return true;
            }

            public void Ring()
            {
                if (_due <= clock._now)
                {
                    _due = null;
                    callback(state);
                }
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
