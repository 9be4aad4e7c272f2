namespace Amp.Client;

/// <summary>How an MCP server does, as <c>amp mcp doctor</c> said last.</summary>
public sealed record AmpMcpHealth
{
    /// <summary>The name of the server.</summary>
    public required string Name { get; init; }

    /// <summary>Which settings it stands in, in the CLI's words: <c>user settings</c>, <c>workspace settings</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Whether it answers.</summary>
    public required bool IsConnected { get; init; }

    /// <summary>What the CLI said: <c>connected (3 tools: echo, boom, image)</c>, <c>error - …</c>. Secrets of the environment are taken out.</summary>
    public required string Status { get; init; }

    /// <summary>The tools that it offers, where the CLI names them.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];
}
