using Amp.Client;
using Microsoft.Extensions.AI;

namespace Amp.Extensions.AI;

/// <summary>What is known about a call of a tool. Take it as a parameter of the function.</summary>
/// <remarks>The id of the tool use is not part of it: no CLI from 0.0.1767830505 to 0.0.1776788459 tells it to an MCP server.</remarks>
public sealed record AmpToolContext
{
    /// <summary>The tool as the agent sees it, such as <c>mcp__app__get_stock</c>: the name in <see cref="AmpToolCall.Name"/> and in permission rules.</summary>
    public required string Tool { get; init; }

    /// <summary>The thread that the run works in.</summary>
    /// <value><see langword="null"/> while it is not known: a run says which thread it works in by its first line.</value>
    public AmpThreadId? Thread { get; init; }

    // Outside of a call of ours there is none: the function was called by somebody else.
    internal static AmpToolContext? From(AIFunctionArguments arguments) =>
        arguments.Context is { } context && context.TryGetValue(typeof(AmpToolContext), out var value) ? value as AmpToolContext : null;
}
