namespace Amp.Streaming;

/// <summary>What the agent said and which tools it called: one model answer, printed when it is complete (<c>type: assistant</c>).</summary>
/// <remarks>
/// The CLI prints no partial messages. A turn is over when <see cref="StopReason"/> is <see cref="Amp.Streaming.StopReason.EndTurn"/>
/// and <see cref="ParentToolUseId"/> is <see langword="null"/>.
/// </remarks>
public sealed record AssistantMessage : AmpMessage
{
    /// <summary>The blocks of the message, in order: text, thinking, tool calls, or what a later CLI sends.</summary>
    public IReadOnlyList<ContentBlock> Content { get; init; } = [];

    /// <summary>Why the model stopped.</summary>
    /// <value><see langword="null"/> when the CLI said <c>null</c>: an interrupted answer, the token limit, or a refusal.</value>
    public StopReason? StopReason { get; init; }

    /// <summary>The tokens of this one model call.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The tool call (of the Task tool) on whose behalf a sub-agent speaks.</summary>
    /// <value><see langword="null"/> for the main agent. Set by CLI 0.0.1767830505 only; later ones keep sub-agents out of the stream.</value>
    public string? ParentToolUseId { get; init; }

    /// <summary>The id of the model's message.</summary>
    /// <value><see langword="null"/> in every recording, though the official SDK's types declare it.</value>
    public string? Id { get; init; }

    /// <summary>The model that answered.</summary>
    /// <value><see langword="null"/> in every recording, though the official SDK's types declare it; the thread file has it.</value>
    public string? Model { get; init; }

    /// <summary>Fields of the inner <c>message</c> object that this version does not model, in the order of the line.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalMessageProperties { get; init; } = [];
}
