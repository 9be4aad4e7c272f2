namespace Amp.Client;

/// <summary>Settings of a <see cref="SessionManager"/>.</summary>
public sealed class AmpSessionManagerOptions
{
    /// <summary>The folder that sessions are kept in. One host at a time may have it.</summary>
    /// <value>The default is <see langword="null"/>: <c>amp-sdk-dotnet/sessions</c> in <c>XDG_DATA_HOME</c>, else in <c>~/.local/share</c>; on Windows in the user's local application data. For a client with a name, a folder of that name in it.</value>
    public string? Folder { get; set; }

    /// <summary>Where the agent of a session works that names no directory.</summary>
    /// <value>The default is <see langword="null"/>: the client's <see cref="AmpClientOptions.WorkingDirectory"/>, else the root of the repository that the current directory is in, else the current directory.</value>
    public string? WorkspaceRoot { get; set; }

    /// <summary>How many sessions may be awake. One that becomes awake sends the one to sleep that has been idle longest.</summary>
    /// <value>Between 1 and 10,000. The default is 10. A session that sleeps is listed, can be read, and wakes up at its next prompt.</value>
    public int MaxLiveSessions { get; set; } = 10;

    /// <summary>How many turns may be under way at once: each is a process. Sessions that have more to do take turns.</summary>
    /// <value>Between 1 and <see cref="MaxLiveSessions"/>. The default is <see langword="null"/>: <see cref="MaxLiveSessions"/>. <see cref="AmpClientOptions.MaxConcurrentRuns"/> bounds it too.</value>
    public int? MaxConcurrentTurns { get; set; }

    /// <summary>How many prompts may wait in one session.</summary>
    /// <value>Between 1 and 1,000. The default is 100.</value>
    public int MaxQueuedPrompts { get; set; } = 100;

    /// <summary>How many prompts may wait in all sessions together.</summary>
    /// <value>Between 1 and 100,000. The default is 1,000.</value>
    public int MaxQueuedPromptsInAll { get; set; } = 1000;

    /// <summary>How long a session may be idle until it is sent to sleep.</summary>
    /// <value>More than zero, at most 30 days. The default is 30 minutes.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>What becomes of a turn that is under way when the environment changes.</summary>
    /// <value>The default is <see cref="AmpEnvironmentChangeBehavior.FinishTurn"/>.</value>
    public AmpEnvironmentChangeBehavior WhenEnvironmentChanges { get; set; }

    /// <summary>What an event has survived before anybody sees it.</summary>
    /// <value>The default is <see cref="AmpSessionDurability.Disk"/>.</value>
    public AmpSessionDurability Durability { get; set; }

    /// <summary>How many bytes of events are kept for each session. The oldest go first; what is going on is never among them.</summary>
    /// <value>At least <see cref="SegmentBytes"/>, at most 1 TiB. The default is 64 MiB. One event may be larger.</value>
    public long MaxSessionBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How many bytes of events go into one file. When a host starts, it reads the last file of each session.</summary>
    /// <value>Between 4 KiB and 1 GiB. The default is 1 MiB.</value>
    public long SegmentBytes { get; set; } = 1024 * 1024;

    /// <summary>Changes what a turn is started with, just before it is: adds settings, rules, variables.</summary>
    /// <value>The default is <see langword="null"/>. What it throws makes the turn fail. What it gives is not kept.</value>
    public Func<AmpSession, AmpRunOptions, AmpRunOptions>? ConfigureTurn { get; set; }
}
