namespace Amp.Client.Sessions.Journal;

/// <summary>An event as a line of the log has it. The number comes first, so that lines can be counted without being read. A message of the stream is kept beside it, byte for byte.</summary>
internal sealed record StoredEvent
{
    public long Seq { get; init; }

    public DateTimeOffset At { get; init; }

    public string? Session { get; init; }

    public string? Type { get; init; }

    public string? Turn { get; init; }

    public StoredOptions? Options { get; init; }

    public string? Prompt { get; init; }

    public AmpPromptPriority? Priority { get; init; }

    public string? Reason { get; init; }

    public string? Thread { get; init; }

    public string? Mode { get; init; }

    public string? Model { get; init; }

    public string? Cwd { get; init; }

    public string? Environment { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public AmpTurnOutcome? Outcome { get; init; }

    public AmpErrorKind? ErrorKind { get; init; }

    public string? Error { get; init; }

    public int? Malformed { get; init; }

    public double? DurationMs { get; init; }

    public long? ResumeAfter { get; init; }
}
