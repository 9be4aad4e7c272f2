using Amp.Client.Processes;
using Amp.Client.Tests.Configuration;

namespace Amp.Client.Tests.Processes;

public sealed class OutputDrainTests : IAsyncDisposable
{
    private readonly ManualClock _clock = new();
    private readonly TaskCompletionSource _reading = new();
    private readonly EndedProcess _process = new();

    [Fact(Timeout = 20_000)]
    public async Task Output_that_is_read_late_is_waited_for()
    {
        var draining = OutputDrain.WaitAsync(_process, _reading.Task, _clock, CancellationToken.None);

        await AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.True(SpinWait.SpinUntil(() => _process.IsEnded, TimeSpan.FromSeconds(5)), "what holds the pipe was not ended");
        await AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.False(draining.IsCompleted);
        _reading.SetResult();

        await draining;
    }

    [Fact(Timeout = 20_000)]
    public async Task A_pipe_that_nothing_can_close_is_given_up()
    {
        var draining = OutputDrain.WaitAsync(_process, _reading.Task, _clock, CancellationToken.None);

        await AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.True(SpinWait.SpinUntil(() => _process.IsEnded, TimeSpan.FromSeconds(5)));
        await AdvanceAsync(TimeSpan.FromSeconds(30));

        await draining;
        Assert.False(_reading.Task.IsCompleted);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task AdvanceAsync(TimeSpan time)
    {
        Assert.True(SpinWait.SpinUntil(() => _clock.Waiting > 0, TimeSpan.FromSeconds(5)), "nobody waits");
        _clock.Advance(time);
        await Task.Yield();
    }

    /// <summary>Cannot be a real one: its output must arrive when the test says so.</summary>
    private sealed class EndedProcess : IAmpProcess
    {
        public bool IsEnded { get; private set; }

        public int Id => 0;

        public Stream Output => Stream.Null;

        public Stream Input => Stream.Null;

        public Task<int> Exited => Task.FromResult(0);

        public bool HasExited => true;

        public IReadOnlyList<string> StandardErrorTail => [];

        public Task EndAsync(TimeSpan grace)
        {
            IsEnded = true;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
