namespace Amp.Client;

/// <summary>What a session is like. Everything here is kept with the session and outlives its host.</summary>
/// <remarks>
/// What must not lie in a file, or is code, is not here: variables with secrets, permission rules, handlers. Give them to each turn with
/// <see cref="AmpSessionManagerOptions.ConfigureTurn"/>, which is there again when the host is.
/// </remarks>
public sealed record AmpSessionOptions
{
    /// <summary>What people call it.</summary>
    /// <value>The default is <see langword="null"/>. Any text.</value>
    public string? Name { get; init; }

    /// <summary>The directory that the agent works in, such as a worktree. It must exist.</summary>
    /// <value>
    /// The default is <see langword="null"/>: <see cref="AmpSessionManagerOptions.WorkspaceRoot"/>. It is made absolute when the session is
    /// created or updated, and stays the same from then on.
    /// </value>
    public string? WorkingDirectory { get; init; }

    /// <summary>The thread to go on with.</summary>
    /// <value>The default is <see langword="null"/>: the first prompt begins a new one. Only looked at when the session is created.</value>
    public AmpThreadId? Thread { get; init; }

    /// <inheritdoc cref="AmpRunOptions.Mode"/>
    public AmpMode? Mode { get; init; }

    /// <inheritdoc cref="AmpRunOptions.Model"/>
    public string? Model { get; init; }

    /// <inheritdoc cref="AmpRunOptions.Thinking"/>
    public bool Thinking { get; init; }

    /// <inheritdoc cref="AmpRunOptions.DangerouslyAllowAll"/>
    public bool DangerouslyAllowAll { get; init; }

    /// <summary>How long a turn may take.</summary>
    /// <value>More than zero, at most a day. The default is <see langword="null"/>: <see cref="AmpClientOptions.RunTimeout"/>.</value>
    public TimeSpan? TurnTimeout { get; init; }

    /// <summary>What becomes of a prompt that comes while the session has others.</summary>
    /// <value>The default is <see cref="AmpBusyBehavior.Queue"/>.</value>
    public AmpBusyBehavior WhenBusy { get; init; }

    /// <summary>Whatever the application wants to know about it.</summary>
    /// <value>The default is nothing. No place for secrets: it is written to a file.</value>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
