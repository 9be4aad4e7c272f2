namespace Amp.Streaming;

/// <summary>Why the model stopped. An open set: a later CLI may say a word that has no name here.</summary>
/// <param name="Value">The word as the CLI wrote it.</param>
public readonly record struct StopReason(string Value)
{
    /// <summary>The model has said what it had to say: the turn is over.</summary>
    public static StopReason EndTurn { get; } = new("end_turn");

    /// <summary>The model waits for the results of the tools that it called.</summary>
    public static StopReason ToolUse { get; } = new("tool_use");

    /// <summary>The answer reached the model's limit. The recorded CLIs say <c>null</c> instead, and then hang.</summary>
    public static StopReason MaxTokens { get; } = new("max_tokens");

    /// <summary>The model refused to answer. The recorded CLIs say <c>null</c> instead, and then hang.</summary>
    public static StopReason Refusal { get; } = new("refusal");

    /// <summary>Gives the word as the CLI wrote it.</summary>
    public override string ToString() => Value ?? "";
}
