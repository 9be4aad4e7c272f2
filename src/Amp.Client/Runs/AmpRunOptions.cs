namespace Amp.Client;

/// <summary>How one run differs from what the client's options say.</summary>
public sealed record AmpRunOptions
{
    internal static AmpRunOptions Default { get; } = new();

    /// <summary>The directory that the agent works in. It must exist.</summary>
    /// <value>The default is <see langword="null"/>: that of the client's options, else the current directory.</value>
    public string? WorkingDirectory { get; init; }

    /// <summary>The agent mode, as <c>--mode</c> takes it: <c>smart</c>, <c>rush</c>, <c>medium</c>, … Which there are differs between CLI versions.</summary>
    /// <value>The default is <see langword="null"/>: the CLI's own.</value>
    public string? Mode { get; init; }

    /// <summary>Lets every tool run without asking. Rules that reject or delegate are switched off by it, too.</summary>
    /// <value>The default is <see langword="false"/>: the CLI's built-in rules ask for most shell commands, and a run cannot answer.</value>
    public bool DangerouslyAllowAll { get; init; }

    /// <summary>How long the run may take from start to result.</summary>
    /// <value>More than zero, at most a day. The default is <see langword="null"/>: <see cref="AmpClientOptions.RunTimeout"/>.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Environment variables for this run, on top of those of the client's options. A <see langword="null"/> value removes one.</summary>
    public IReadOnlyDictionary<string, string?> EnvironmentVariables { get; init; } = new Dictionary<string, string?>();

    /// <summary>Further arguments for the CLI, passed one by one as they are: what this SDK does not model.</summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];

    /// <summary>Settings for this run, on top of the user's own settings file.</summary>
    /// <value>The default is <see langword="null"/>: the user's alone, unchecked. An empty one changes nothing, but has the user's file checked.</value>
    public AmpSettings? Settings { get; init; }
}
