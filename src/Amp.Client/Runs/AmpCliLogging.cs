namespace Amp.Client;

/// <summary>The CLI's own log: not this SDK's, which goes to the host's logger.</summary>
public sealed record AmpCliLogging
{
    internal static AmpCliLogging Default { get; } = new();

    /// <summary>How much it writes.</summary>
    /// <value>The default is <see langword="null"/>: what <c>AMP_LOG_LEVEL</c> says, else the CLI's own.</value>
    public AmpCliLogLevel? Level { get; init; }

    /// <summary>The file it writes to. A relative path starts at the run's working directory.</summary>
    /// <value>The default is <see langword="null"/>: what <c>AMP_LOG_FILE</c> says, else <c>~/.cache/amp/logs/cli.log</c>.</value>
    public string? File { get; init; }
}
