namespace Amp.Client;

/// <summary>An MCP server whose tools the agent may use in a run: a program (<see cref="AmpStdioMcpServer"/>) or an address (<see cref="AmpHttpMcpServer"/>).</summary>
/// <remarks>
/// <para>
/// See <see cref="AmpRunOptions.McpServers"/>. It reaches the CLI through a private file that is gone with the run, so that no key in it shows among the arguments of a process.
/// </para>
/// <para>
/// The CLI waits up to 15 seconds for a server that is slow, and starts the run without one that is dead: look at <see cref="Streaming.SystemMessage.McpServers"/> of the first message.
/// </para>
/// </remarks>
public abstract record AmpMcpServer
{
    private protected AmpMcpServer()
    {
    }

    /// <summary>A server that the CLI starts as a program and speaks to by its standard input and output.</summary>
    /// <param name="command">The program: a path, or a name that is found in PATH.</param>
    /// <param name="arguments">Its arguments, one by one.</param>
    public static AmpStdioMcpServer Stdio(string command, params IReadOnlyList<string> arguments) => new() { Command = command, Arguments = arguments };

    /// <summary>A server that the CLI calls by HTTP.</summary>
    /// <param name="url">Its address.</param>
    public static AmpHttpMcpServer Http(Uri url) => new() { Url = url };
}
