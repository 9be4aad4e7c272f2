namespace Amp.ServiceStandIn;

/// <summary>The result of a tool, as the model was given it.</summary>
/// <param name="ToolUseId">The call that it answers.</param>
/// <param name="Content">Its content: the text, or the JSON when it is none.</param>
public sealed record ModelToolResult(string ToolUseId, string Content);
