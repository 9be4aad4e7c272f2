namespace Amp.Client;

/// <summary>How one of the <see cref="AmpCliCommands"/> is run.</summary>
public sealed record AmpCommandOptions
{
    internal static AmpCommandOptions Default { get; } = new();

    /// <summary>The directory to run it in: the CLI reads the settings of the repository there. It must exist.</summary>
    /// <value>The default is <see langword="null"/>: that of the client's options, else the current directory.</value>
    public string? WorkingDirectory { get; init; }

    /// <summary>The settings file to use in place of the user's. It must exist.</summary>
    /// <value>The default is <see langword="null"/>: the user's. A relative path starts at the working directory.</value>
    public string? SettingsFile { get; init; }

    /// <summary>How long the CLI may take. Then it is ended, with everything it started.</summary>
    /// <value>More than zero, at most a day. The default is 60 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Environment variables, on top of those of the client's options. A <see langword="null"/> value removes one.</summary>
    public IReadOnlyDictionary<string, string?> EnvironmentVariables { get; init; } = new Dictionary<string, string?>();
}
