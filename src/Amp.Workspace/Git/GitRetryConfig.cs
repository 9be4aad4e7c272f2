namespace Amp.Workspace;

/// <summary>How often a command is tried again that met the lock of another process. The pause doubles each time, up to a bound, and a random part is added, so that those who wait do not all come back at once.</summary>
public sealed record GitRetryConfig
{
    /// <summary>How many times it is tried again after the first.</summary>
    /// <value>Zero (never) to 100. The default is 8.</value>
    public int MaxRetries { get; init; } = 8;

    /// <summary>The first pause, in milliseconds.</summary>
    /// <value>Zero to 60 000. The default is 25.</value>
    public int BaseDelayMs { get; init; } = 25;

    /// <summary>The longest pause, in milliseconds, before the random part.</summary>
    /// <value>From <see cref="BaseDelayMs"/> to 600 000. The default is 1 000.</value>
    public int MaxDelayMs { get; init; } = 1000;

    /// <summary>The largest random part that is added to a pause, in milliseconds.</summary>
    /// <value>Zero to 60 000. <see langword="null"/>, the default, adds up to half of the pause.</value>
    public int? JitterMs { get; init; }

    /// <summary>What is wrong with it; empty when nothing is.</summary>
    internal string Problem() =>
        MaxRetries is < 0 or > 100 ? $"{nameof(MaxRetries)} must be between 0 and 100, but is {MaxRetries}."
        : BaseDelayMs is < 0 or > 60_000 ? $"{nameof(BaseDelayMs)} must be between 0 and 60000, but is {BaseDelayMs}."
        : MaxDelayMs < BaseDelayMs || MaxDelayMs > 600_000 ? $"{nameof(MaxDelayMs)} must be between {nameof(BaseDelayMs)} and 600000, but is {MaxDelayMs}."
        : JitterMs is < 0 or > 60_000 ? $"{nameof(JitterMs)} must be between 0 and 60000, but is {JitterMs}."
        : "";

    /// <summary>The pause before a retry.</summary>
    /// <param name="retry">0 for the first.</param>
    /// <param name="random">From 0 to 1.</param>
    internal TimeSpan Delay(int retry, double random)
    {
        var pause = Math.Min(MaxDelayMs, BaseDelayMs * Math.Pow(2, Math.Min(retry, 30)));
        return TimeSpan.FromMilliseconds(pause + (random * (JitterMs ?? (pause / 2))));
    }
}
