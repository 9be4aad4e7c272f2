namespace Amp.Streaming;

/// <summary>How the run ended: the last line (<c>type: result</c>).</summary>
/// <remarks>
/// This line, not the exit code, is the outcome of a run: the CLI exits 0 after most failures, and now and then 1 after a
/// success. There is one for each process, also when it took several prompts.
/// </remarks>
public sealed record ResultMessage : AmpMessage
{
    /// <summary>The CLI's word for the outcome: <c>success</c> or <c>error_during_execution</c> in every recording.</summary>
    public string? Subtype { get; init; }

    /// <summary>Whether the run failed.</summary>
    public bool IsError { get; init; }

    /// <summary>The time that the CLI spent on the run, in milliseconds, by its own clock.</summary>
    public long? DurationMs { get; init; }

    /// <summary>How many messages the agent wrote. CLI 0.0.1767830505 counts those of sub-agents too.</summary>
    public int? NumTurns { get; init; }

    /// <summary>The agent's last text, when the run succeeded. Empty when its last message had no text.</summary>
    public string? Result { get; init; }

    /// <summary>What went wrong, when the run failed. The words differ from one CLI version to the next.</summary>
    public string? Error { get; init; }
}
