namespace Amp.Streaming;

/// <summary>What an <see cref="AmpFrameBlock"/> is.</summary>
public enum AmpBlockKind
{
    /// <summary>Of a kind or structure that this version does not model.</summary>
    Unknown,

    /// <summary>Plain text; see <see cref="TextBlock"/>.</summary>
    Text,

    /// <summary>A thought; see <see cref="ThinkingBlock"/>.</summary>
    Thinking,

    /// <summary>An encrypted thought; see <see cref="RedactedThinkingBlock"/>.</summary>
    RedactedThinking,

    /// <summary>A tool call; see <see cref="ToolUseBlock"/>.</summary>
    ToolUse,

    /// <summary>What a tool answered; see <see cref="ToolResultBlock"/>.</summary>
    ToolResult,

    /// <summary>An image; see <see cref="ImageBlock"/>.</summary>
    Image,
}
