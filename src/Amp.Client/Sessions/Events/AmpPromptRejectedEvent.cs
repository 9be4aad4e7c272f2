namespace Amp.Client;

/// <summary>A prompt that waited was dropped. It never reached an agent.</summary>
/// <param name="MessageId">The id of the prompt.</param>
/// <param name="Reason">Why.</param>
public sealed record AmpPromptRejectedEvent(string MessageId, string Reason) : AmpSessionEvent
{
    /// <inheritdoc/>
    public override string Type => "prompt.rejected";
}
