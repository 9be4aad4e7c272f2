using System.Collections.Concurrent;

namespace Amp.Client.Tests.Configuration;

public sealed class ConfigChangeTests : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("amp-config-").FullName;
    private readonly ManualClock _clock = new();
    private readonly ConcurrentQueue<string> _heard = [];
    private readonly AmpConfigStore _store;

    public ConfigChangeTests()
    {
        _store = new(new() { Path = Path.Combine(_folder, "config.json") }, _clock);
        _store.Changed += (_, change) => _heard.Enqueue(change.Config.Theme);
    }

    [Fact(Timeout = 60_000)]
    public async Task Many_changes_at_once_are_one_and_it_comes_when_they_are_over()
    {
        await _store.UpdateAsync(config => config with { Theme = "1" });
        _clock.Advance(Delay / 2);
        await _store.UpdateAsync(config => config with { Theme = "2" });
        _clock.Advance(Delay / 2);
        Assert.Empty(_heard);

        Assert.True(AdvanceUntil(() => !_heard.IsEmpty));

        Assert.Equal(["2"], _heard);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_change_by_another_program_is_heard_of()
    {
        using var other = new AmpConfigStore(new() { Path = _store.FilePath });
        await other.UpdateAsync(config => config with { Theme = "theirs" });

        Assert.True(AdvanceUntil(() => !_heard.IsEmpty));
        Assert.Equal(["theirs"], _heard);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_that_is_written_again_with_the_same_content_is_no_change()
    {
        await _store.UpdateAsync(config => config with { Theme = "1" });
        Assert.True(AdvanceUntil(() => !_heard.IsEmpty));

        await File.WriteAllBytesAsync(_store.FilePath, await File.ReadAllBytesAsync(_store.FilePath));
        Assert.True(SpinWait.SpinUntil(() => _clock.Waiting > 0, Patience));
        _clock.Advance(Delay);
        await _store.UpdateAsync(config => config with { Theme = "2" });

        Assert.True(AdvanceUntil(() => _heard.Count > 1));
        Assert.Equal(["1", "2"], _heard);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_handler_that_fails_does_not_end_the_watching()
    {
        _store.Changed += (_, _) => throw new InvalidOperationException();
        await _store.UpdateAsync(config => config with { Theme = "1" });
        Assert.True(AdvanceUntil(() => !_heard.IsEmpty));

        await _store.UpdateAsync(config => config with { Theme = "2" });

        Assert.True(AdvanceUntil(() => _heard.Count > 1));
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // The system tells of a change when it likes; each time that it has, the clock moves on.
    private bool AdvanceUntil(Func<bool> condition) => SpinWait.SpinUntil(
        () =>
        {
            if (_clock.Waiting > 0)
            {
                _clock.Advance(Delay);
            }

            return condition();
        },
        Patience);
}
