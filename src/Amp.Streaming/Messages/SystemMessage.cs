namespace Amp.Streaming;

/// <summary>What the agent was started with: the first line of a run (<c>type: system, subtype: init</c>).</summary>
/// <remarks>
/// <para><b>Order.</b> Printed once, before any other message; with MCP servers configured, only after they are ready or 15 s have passed.</para>
/// <para><b>Source.</b> Recordings of CLI 0.0.1767830505 to 0.0.1776788459.</para>
/// </remarks>
public sealed record SystemMessage : AmpMessage
{
    /// <summary>What kind of system message it is.</summary>
    /// <value><c>init</c> in every recording.</value>
    public string? Subtype { get; init; }

    /// <summary>The absolute path of the directory that the agent works in.</summary>
    public string? Cwd { get; init; }

    /// <summary>The names of the tools that the agent may call.</summary>
    /// <value>A tool switched off by <c>amp.tools.disable</c> is still listed.</value>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>The MCP servers of the run and how far each has come.</summary>
    public IReadOnlyList<McpServerStatus> McpServers { get; init; } = [];

    /// <summary>The mode that the agent runs in, such as <c>smart</c>.</summary>
    /// <value><see langword="null"/> before CLI 0.0.1777897475, which was the first to say it.</value>
    public string? AgentMode { get; init; }

    /// <summary>How hard the model is asked to think, such as <c>high</c>.</summary>
    /// <value><see langword="null"/> before CLI 0.0.1777897475, which was the first to say it.</value>
    public string? ReasoningEffort { get; init; }
}
