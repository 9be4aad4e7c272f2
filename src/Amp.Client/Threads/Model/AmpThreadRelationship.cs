using Amp.Streaming;

namespace Amp.Client;

/// <summary>How a thread stands to another one.</summary>
/// <param name="ThreadId">The other thread.</param>
/// <param name="Type"><c>handoff</c>, <c>fork</c>, <c>mention</c>, or a word that a later CLI says.</param>
public sealed record AmpThreadRelationship(AmpThreadId ThreadId, string Type)
{
    /// <summary>What the other thread is to this one: <c>parent</c> or <c>child</c>.</summary>
    public string? Role { get; init; }

    /// <summary>The message at which it began.</summary>
    public int? MessageIndex { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Fields that this version does not model, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalProperties { get; init; } = [];
}
