using System.Text.Json;
using Amp.Client.Permissions;
using Amp.Streaming;

namespace Amp.Client;

/// <summary>A tool call that the agent wants to make, and that waits for a decision.</summary>
public sealed record AmpPermissionRequest
{
    /// <summary>The tool, such as <c>Bash</c>, <c>create_file</c> or <c>mcp__server__tool</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>Its input: an object, such as <c>{"cmd":"ls"}</c>. Whole, however long it is.</summary>
    public required RawJson Input { get; init; }

    /// <summary>The id of the call, which the messages of the run know it by.</summary>
    /// <value><see langword="null"/> when the CLI named none.</value>
    public string? ToolUseId { get; init; }

    /// <summary>The thread. For a sub-agent of CLI 0.0.1767830505 it is the sub-agent's own.</summary>
    /// <value><see langword="null"/> when the CLI named none.</value>
    public AmpThreadId? Thread { get; init; }

    /// <summary>Whether a sub-agent makes the call.</summary>
    /// <value><see langword="null"/> when that cannot be told: since 0.0.1769314944 the CLI asks for sub-agents as it does for the agent itself.</value>
    public bool? IsSubagent { get; init; }

    /// <summary>The directory that the agent works in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Gives an argument that is text.</summary>
    /// <param name="name">Its name, such as <c>cmd</c> or <c>path</c>.</param>
    /// <returns><see langword="null"/> when the input has none of that name, or it is no text.</returns>
    public string? FindText(string name) =>
        ToolInput.TryGet(Input.Element, name, out var value) && value.ValueKind is JsonValueKind.String ? ToolInput.TextOf(value) : null;
}
