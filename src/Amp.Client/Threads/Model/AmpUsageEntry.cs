using Amp.Streaming;

namespace Amp.Client;

/// <summary>One model call that a thread was charged for. What is not known is <see langword="null"/>.</summary>
public sealed record AmpUsageEntry
{
    /// <summary>Where this was read.</summary>
    public required AmpUsageSource Source { get; init; }

    /// <summary>The entry's id in the ledger.</summary>
    public string? Id { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The model that was called.</summary>
    public string? Model { get; init; }

    /// <summary>What for: <c>inference</c>, <c>title-generation</c>, <c>subagent</c>, or a word that a later CLI says.</summary>
    /// <value><c>inference</c> for what comes from a message.</value>
    public string? OperationType { get; init; }

    /// <summary>The message that the call answered.</summary>
    public long? FromMessageId { get; init; }

    /// <summary>The message that the call wrote.</summary>
    public long? ToMessageId { get; init; }

    /// <summary>The tool call that it was made for, such as that of a sub-agent.</summary>
    public string? ToolUseId { get; init; }

    /// <summary>The sub-agent's thread. If that thread's file is read too, this entry and its own are the same use.</summary>
    public AmpThreadId? SubagentThreadId { get; init; }

    /// <summary>What it cost, in credits.</summary>
    public decimal? Credits { get; init; }

    /// <summary>Tokens of the prompt that came from no cache.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens that the model wrote.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Tokens of the prompt that were written to the provider's cache. The ledger leaves them out: then they come from the message.</summary>
    public long? CacheCreationInputTokens { get; init; }

    /// <summary>Tokens of the prompt that were read from the provider's cache. The ledger leaves them out: then they come from the message.</summary>
    public long? CacheReadInputTokens { get; init; }

    /// <summary>Whether the tokens of the cache come from the message, because the ledger lacks them.</summary>
    internal bool IsCacheFromMessage { get; init; }

    /// <summary>Fields that this version does not model, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalProperties { get; init; } = [];
}
