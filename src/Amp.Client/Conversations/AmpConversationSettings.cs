namespace Amp.Client;

/// <summary>What only matters in an <see cref="AmpConversation"/>.</summary>
public sealed record AmpConversationSettings
{
    internal static AmpConversationSettings Default { get; } = new();

    /// <summary>Whether a conversation goes on after a turn that failed: the next turn then continues the thread in a new process.</summary>
    /// <remarks>
    /// A CLI ends with the first turn that fails, such as on an overloaded model. Without this, so does the conversation. A turn that was ended by
    /// <see cref="AmpTurn.StopAsync"/> or broke off at the model's limit is no such failure: the conversation goes on in any case.
    /// </remarks>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ReopenAfterFailure { get; init; }
}
