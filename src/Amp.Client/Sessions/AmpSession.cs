using Amp.Streaming;

namespace Amp.Client;

/// <summary>A session as it is at one moment. Does not change; ask for another.</summary>
public sealed record AmpSession
{
    /// <summary>Its id.</summary>
    public required AmpSessionId Id { get; init; }

    /// <summary>What it is like; the working directory is absolute.</summary>
    public required AmpSessionOptions Options { get; init; }

    /// <summary>The directory that the agent works in.</summary>
    public string WorkingDirectory => Options.WorkingDirectory ?? "";

    /// <summary>What it is doing.</summary>
    public required AmpSessionStatus Status { get; init; }

    /// <summary>The thread that its prompts go to; <see langword="null"/> until the agent has named one.</summary>
    public AmpThreadId? Thread { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last event was (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How many messages its stream has had: prompts, answers of the agent, and results of tools.</summary>
    public required long MessageCount { get; init; }

    /// <summary>The tokens of all its model calls together; <see langword="null"/> when no message told any.</summary>
    public TokenUsage? TokenUsage { get; init; }

    /// <summary>The prompt whose turn is under way.</summary>
    public string? CurrentMessageId { get; init; }

    /// <summary>How many prompts wait.</summary>
    public required int QueueLength { get; init; }

    /// <summary>The number of its last event: read on from here for only what comes.</summary>
    public required long LastSequenceNumber { get; init; }

    /// <summary>The environment of its last turn, when the host has several.</summary>
    public string? Environment { get; init; }

    /// <summary>Whether it is awake.</summary>
    public required bool IsLive { get; init; }
}
