namespace Amp.Client.Broker;

/// <summary>Ends this program by a rejection when what it waits for does not come: no delegate may keep a run waiting for ever.</summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Timer _timer;
    private volatile string _reason;

    public Watchdog(TimeSpan limit, string reason)
    {
        _reason = reason;
        _timer = new(_ => Environment.Exit(Rejection.Give(_reason)), null, limit, Timeout.InfiniteTimeSpan);
    }

    public void Restart(TimeSpan limit, string reason)
    {
        _reason = reason;
        _timer.Change(limit, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
