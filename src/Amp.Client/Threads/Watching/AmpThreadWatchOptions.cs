namespace Amp.Client;

/// <summary>What is watched, from where on, and how.</summary>
public sealed record AmpThreadWatchOptions
{
    /// <summary>The one thread to watch.</summary>
    /// <value>The default is <see langword="null"/>: all threads.</value>
    public AmpThreadId? Thread { get; init; }

    /// <summary>Where an earlier watch has come to. It is copied at the start, and never written to.</summary>
    /// <value>The default is <see langword="null"/>: there was none.</value>
    public AmpThreadCursor? Cursor { get; init; }

    /// <summary>Whether what is there already is told first, when there is no <see cref="Cursor"/> that has got past it.</summary>
    /// <value>The default is <see langword="false"/>: only what is new.</value>
    public bool IncludeExisting { get; init; }

    /// <summary>How long a file must have been left alone before it is read, so that many changes at once are one. A file that is never left alone is read after ten times that.</summary>
    /// <value>The default is 100 ms. Up to a minute.</value>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether the folders are looked at in intervals only, as is done by itself on network file systems and where the system watches no more folders.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool UsePolling { get; init; }

    /// <summary>How often they are looked at then.</summary>
    /// <value>The default is 2 s. From 10 ms to a day.</value>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often they are looked at while the system tells of changes: it loses some, for example when a folder is replaced.</summary>
    /// <value>The default is 30 s. From 10 ms to a day.</value>
    public TimeSpan RescanInterval { get; init; } = TimeSpan.FromSeconds(30);

    internal void Check()
    {
        CheckRange(Debounce, TimeSpan.Zero, TimeSpan.FromMinutes(1), nameof(Debounce));
        CheckRange(PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1), nameof(PollInterval));
        CheckRange(RescanInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1), nameof(RescanInterval));
    }

    private static void CheckRange(TimeSpan value, TimeSpan from, TimeSpan to, string name)
    {
        if (value < from || value > to)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Expected {from} to {to}.");
        }
    }
}
