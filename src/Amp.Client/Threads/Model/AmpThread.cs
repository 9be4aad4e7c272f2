using Amp.Streaming;

namespace Amp.Client;

/// <summary>A thread, whole. Immutable.</summary>
public sealed record AmpThread
{
    /// <summary>What it is.</summary>
    public required AmpThreadInfo Info { get; init; }

    /// <summary>Its messages, in the order of the file, without those that are still being written.</summary>
    public IReadOnlyList<AmpThreadMessage> Messages { get; init; } = [];

    /// <summary>All that it was charged for: the ledger, and the usage of messages that the ledger does not know. Nothing twice.</summary>
    public IReadOnlyList<AmpUsageEntry> Usage { get; init; } = [];

    /// <summary>The threads of its sub-agents, as its tool results and its ledger name them. CLI 0.0.1767830505 only.</summary>
    public IReadOnlyList<AmpThreadId> SubagentThreadIds { get; init; } = [];

    /// <summary>Where it was read: the path of its file.</summary>
    /// <value><see langword="null"/> when it came from the CLI.</value>
    public string? Path { get; init; }

    /// <summary>The folder in which the CLI keeps what it changed for this thread (<c>~/.amp/file-changes/T-…</c>), when there is one.</summary>
    public string? FileChangesFolder { get; init; }

    /// <summary>What is wrong with its file, when not all of it could be read.</summary>
    public AmpThreadProblem? Problem { get; init; }

    /// <summary>Fields that this version does not model, such as <c>~debug</c> and <c>meta</c>, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalProperties { get; init; } = [];
}
