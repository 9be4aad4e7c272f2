using Amp.Streaming;

namespace Amp.Client;

/// <summary>An event that a later version of this package wrote.</summary>
/// <param name="Kind">The word for its kind.</param>
/// <param name="Json">All of it.</param>
public sealed record AmpUnknownSessionEvent(string Kind, RawJson Json) : AmpSessionEvent
{
    /// <inheritdoc/>
    public override string Type => Kind;
}
