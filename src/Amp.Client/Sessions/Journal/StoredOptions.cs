namespace Amp.Client.Sessions.Journal;

/// <summary>What a session is like, as the log has it.</summary>
internal sealed record StoredOptions
{
    public string? Name { get; init; }

    public string? Cwd { get; init; }

    public string? Thread { get; init; }

    public string? Mode { get; init; }

    public string? Model { get; init; }

    public bool Thinking { get; init; }

    public bool AllowAll { get; init; }

    public double? TurnTimeoutMs { get; init; }

    public AmpBusyBehavior WhenBusy { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public static StoredOptions From(AmpSessionOptions options) => new()
    {
        Name = options.Name,
        Cwd = options.WorkingDirectory,
        Thread = options.Thread?.Value,
        Mode = options.Mode?.Name,
        Model = options.Model,
        Thinking = options.Thinking,
        AllowAll = options.DangerouslyAllowAll,
        TurnTimeoutMs = options.TurnTimeout?.TotalMilliseconds,
        WhenBusy = options.WhenBusy,
        Metadata = options.Metadata.Count == 0 ? null : new(options.Metadata),
    };

    public AmpSessionOptions ToOptions() => new()
    {
        Name = Name,
        WorkingDirectory = Cwd,
        Thread = ThreadOf(Thread),
        Mode = ModeOf(Mode),
        Model = Model,
        Thinking = Thinking,
        DangerouslyAllowAll = AllowAll,
        TurnTimeout = TurnTimeoutMs is { } limit ? TimeSpan.FromMilliseconds(limit) : null,
        WhenBusy = WhenBusy,
        Metadata = Metadata ?? [],
    };

    public static AmpThreadId? ThreadOf(string? text) => AmpThreadId.TryParse(text, null, out var id) ? id : default(AmpThreadId?);

    public static AmpMode? ModeOf(string? name) => string.IsNullOrWhiteSpace(name) ? default(AmpMode?) : new AmpMode(name);
}
