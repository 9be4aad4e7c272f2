namespace Amp.Streaming;

/// <summary>What an <see cref="AmpFrame"/> is.</summary>
public enum AmpFrameKind
{
    /// <summary>Valid JSON of a kind or structure that this version does not model.</summary>
    Unknown,

    /// <summary>What the agent was started with; see <see cref="SystemMessage"/>.</summary>
    System,

    /// <summary>What went to the model; see <see cref="UserMessage"/>.</summary>
    User,

    /// <summary>What the agent said; see <see cref="AssistantMessage"/>.</summary>
    Assistant,

    /// <summary>How the run ended; see <see cref="ResultMessage"/>.</summary>
    Result,
}
