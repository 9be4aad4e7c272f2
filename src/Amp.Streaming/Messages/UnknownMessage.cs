namespace Amp.Streaming;

/// <summary>A line that is valid JSON but not of a shape that this version models. Nothing of it is lost.</summary>
/// <remarks>
/// Arises for a <c>type</c> that a later CLI introduced, a missing or misplaced <c>type</c>, and a known type whose body has
/// another structure (for example <c>message.content</c> that is not a list, or more than 65,536 blocks). A JSON list, too.
/// </remarks>
public sealed record UnknownMessage : AmpMessage
{
    /// <summary>The value of the line's <c>type</c>, when it has one that is a string.</summary>
    public string? Type { get; init; }

    /// <summary>The value of the line's <c>subtype</c>, when it has one that is a string.</summary>
    public string? Subtype { get; init; }

    /// <summary>The whole line.</summary>
    public required RawJson Json { get; init; }
}
