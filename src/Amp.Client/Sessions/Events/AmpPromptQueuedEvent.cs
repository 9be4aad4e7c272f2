namespace Amp.Client;

/// <summary>A prompt was taken.</summary>
/// <param name="MessageId">The id of the prompt.</param>
/// <param name="Prompt">What the agent is to be asked. Secrets are taken out: what the agent gets has them.</param>
public sealed record AmpPromptQueuedEvent(string MessageId, AmpPrompt Prompt) : AmpSessionEvent
{
    /// <inheritdoc/>
    public override string Type => "prompt.queued";

    /// <summary>Which of the waiting prompts come first.</summary>
    public AmpPromptPriority Priority { get; init; } = AmpPromptPriority.Normal;
}
