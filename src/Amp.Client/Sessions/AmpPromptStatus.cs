namespace Amp.Client;

/// <summary>How far a prompt has come.</summary>
public enum AmpPromptStatus
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>Its turn is under way.</summary>
    Streaming,

    /// <summary>Its turn succeeded.</summary>
    Complete,

    /// <summary>Its turn failed, was stopped or cut off, or it was dropped before it had one.</summary>
    Error,
}
