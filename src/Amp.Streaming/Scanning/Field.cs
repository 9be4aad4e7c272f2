namespace Amp.Streaming;

/// <summary>The fields of a line that have a place of their own in a <see cref="LineIndex"/>, by the object that they stand in.</summary>
internal enum Field : byte
{
    // The line itself.
    Type,
    Subtype,
    Cwd,
    SessionId,
    Tools,
    McpServers,
    AgentMode,
    ReasoningEffort,
    Message,
    ParentToolUseId,
    DurationMs,
    IsError,
    NumTurns,
    Result,
    Error,

    // Its message.
    Content,
    Role,
    MessageType,
    MessageId,
    Model,
    StopReason,
    Usage,

    // The message's usage.
    InputTokens,
    CacheCreationInputTokens,
    CacheReadInputTokens,
    OutputTokens,
    MaxTokens,
    ServiceTier,

    Count,
    Unknown = 31,
}
