namespace Amp.Streaming;

/// <summary>What went to the model: the prompt, or the results of the tools that it called (<c>type: user</c>).</summary>
/// <remarks>
/// The prompt is echoed once, before the agent's first answer. All tools of a round come back in one message, in the order
/// in which they were called, after the last of them has ended.
/// </remarks>
public sealed record UserMessage : AmpMessage
{
    /// <summary>The blocks of the message, in order: <see cref="TextBlock"/>, <see cref="ToolResultBlock"/>, <see cref="ImageBlock"/>, or what a later CLI sends.</summary>
    public IReadOnlyList<ContentBlock> Content { get; init; } = [];

    /// <summary>The tool call (of the Task tool) on whose behalf a sub-agent speaks.</summary>
    /// <value><see langword="null"/> for the main agent, and for everything since CLI 0.0.1769314944, which keeps sub-agents out of the stream.</value>
    public string? ParentToolUseId { get; init; }

    /// <summary>Fields of the inner <c>message</c> object that this version does not model, in the order of the line.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalMessageProperties { get; init; } = [];
}
