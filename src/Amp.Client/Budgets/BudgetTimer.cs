namespace Amp.Client.Budgets;

/// <summary>Runs while the agent works, and calls when the budget's time is used up.</summary>
internal sealed class BudgetTimer : IAsyncDisposable
{
    private readonly BudgetMeter? _meter;
    private readonly ITimer? _timer;
    private int _isDisposed;

    private BudgetTimer(BudgetMeter? meter, ITimer? timer) => (_meter, _timer) = (meter, timer);

    /// <param name="meter">The meter, or null for no budget.</param>
    /// <param name="clock">What measures time.</param>
    /// <param name="onTime">Called at most once, on any thread.</param>
    public static BudgetTimer Start(BudgetMeter? meter, TimeProvider clock, Action onTime)
    {
        meter?.BeginWork();
        return new(meter, meter?.TimeLeft is { } left ? clock.CreateTimer(_ => RanOut(meter, onTime), null, left, Timeout.InfiniteTimeSpan) : null);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _meter?.EndWork();
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void RanOut(BudgetMeter meter, Action onTime)
    {
        meter.RanOutOfTime();
        onTime();
    }
}
