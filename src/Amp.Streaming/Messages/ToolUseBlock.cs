namespace Amp.Streaming;

/// <summary>A tool call (<c>type: tool_use</c>). Its <see cref="ToolResultBlock"/> follows in a later <see cref="UserMessage"/>.</summary>
/// <param name="Id">The id that the result will name, such as <c>toolu_01AbC…</c>.</param>
/// <param name="Name">The tool: a built-in one such as <c>Bash</c>, <c>mcp__server__tool</c>, or <c>tb__name</c> of a toolbox.</param>
/// <param name="Input">The arguments; an object in every recording, <c>{"cmd":"…"}</c> for <c>Bash</c>.</param>
public sealed record ToolUseBlock(string Id, string Name, RawJson Input) : ContentBlock;
