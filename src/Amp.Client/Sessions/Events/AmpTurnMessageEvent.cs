using Amp.Streaming;

namespace Amp.Client;

/// <summary>The agent's stream said something. Make application events of it with <see cref="Amp.Streaming.Events.AmpEventProjector"/>.</summary>
/// <param name="MessageId">The prompt whose turn it is.</param>
/// <param name="Message">What it said, as the CLI wrote it, secrets taken out.</param>
public sealed record AmpTurnMessageEvent(string MessageId, AmpMessage Message) : AmpSessionEvent
{
    /// <inheritdoc/>
    public override string Type => "message.chunk";
}
