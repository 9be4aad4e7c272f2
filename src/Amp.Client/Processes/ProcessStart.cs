namespace Amp.Client.Processes;

/// <summary>What to start and how.</summary>
internal sealed record ProcessStart
{
    public required string FileName { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required string WorkingDirectory { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public ReadOnlyMemory<byte> StandardInput { get; init; }

    /// <summary>Whether the input stays open after that, for more to come.</summary>
    public bool KeepsInputOpen { get; init; }

    /// <summary>How it is asked to stop.</summary>
    public AmpStopSignal StopSignal { get; init; }

    /// <summary>Takes the secrets out of a line of standard error.</summary>
    public required Func<string, string> Redact { get; init; }
}
