using Amp.Streaming;

namespace Amp.Client.Threads;

/// <summary>What a thread's file holds beside its messages, and what must be known of all messages before one can be told.</summary>
internal sealed record ThreadOutline
{
    /// <summary><see langword="null"/> when the file is no thread.</summary>
    public AmpThreadInfo? Info { get; init; }

    public AmpThreadProblem? Problem { get; init; }

    /// <summary>Whether the file was read to its end. A <see cref="Problem"/> is then one of a single message or field.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The time of each message, by its place.</summary>
    public IReadOnlyList<MessageTime> Times { get; init; } = [];

    public IReadOnlyList<AmpUsageEntry> Ledger { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalProperties { get; init; } = [];
}
