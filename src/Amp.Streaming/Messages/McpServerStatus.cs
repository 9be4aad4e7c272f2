namespace Amp.Streaming;

/// <summary>An MCP server of a run, as the first message lists it.</summary>
/// <param name="Name">The name it was configured under; its tools are called <c>mcp__name__tool</c>.</param>
/// <param name="Status">How far it has come: <c>connected</c>, <c>connecting</c>, <c>reconnecting</c>, <c>awaiting-approval</c>, or a word that a later CLI says.</param>
public sealed record McpServerStatus(string Name, string Status);
