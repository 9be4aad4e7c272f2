namespace Amp.Client;

/// <summary>An MCP server that the CLI starts as a program and speaks to by its standard input and output.</summary>
/// <remarks>
/// Measured on 0.0.1767830505, 0.0.1774569934 and 0.0.1776788459: it gets the CLI's environment without <c>AMP_API_KEY</c>, and at the end of the run the end of its input, no signal.
/// Those CLIs refuse a <c>disabled</c> and an <c>includeTools</c> here, which the TypeScript SDK knows: leave the server out, or disable single tools
/// by <see cref="AmpSettings.DisabledTools"/> (<c>mcp__server__tool</c>).
/// </remarks>
public sealed record AmpStdioMcpServer : AmpMcpServer
{
    /// <summary>The program: a path, or a name that is found in PATH.</summary>
    public required string Command { get; init; }

    /// <summary>Its arguments, one by one.</summary>
    /// <value>The default is none. Every user of the machine can read the arguments of a process: put a key into <see cref="EnvironmentVariables"/>.</value>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables that it gets on top of the CLI's.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>The program and the names of its environment variables, without their values.</summary>
    public override string ToString() => $"{Command} ({string.Join(", ", EnvironmentVariables.Keys)})";
}
