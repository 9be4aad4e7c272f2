namespace Amp.Streaming;

/// <summary>One part of a message: text, thinking, a tool call, a tool's result.</summary>
/// <remarks>
/// Closed to other assemblies but open in time: a kind that this version does not model arrives whole as
/// <see cref="UnknownBlock"/>. Immutable, safe to share between threads.
/// </remarks>
public abstract record ContentBlock
{
    private protected ContentBlock()
    {
    }

    /// <summary>Fields that this version does not model, and modelled ones whose value is of another kind, in the order of the line.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalProperties { get; init; } = [];
}
