namespace Amp.Client;

/// <summary>An MCP server inside this process, whose tools an agent can use: see <see cref="AmpRunOptions.ToolServers"/>.</summary>
/// <remarks>The CLI starts a small program that passes the bytes on over the run's private channel, so nothing listens on a port and no other process reaches it.</remarks>
public interface IAmpToolServer
{
    /// <summary>The server's name, by which the agent sees its tools: <c>mcp__name__tool</c>.</summary>
    /// <value>
    /// 1 to 64 letters, digits, <c>_</c> and <c>-</c> of ASCII, unique among the servers of a run. Since 0.0.1774569934 the CLI makes one <c>_</c> of each run of <c>_</c> and <c>-</c>: leave
    /// them out, or use single underscores in between, and the agent sees the name as it is.
    /// </value>
    string Name { get; }

    /// <summary>Serves one connection: MCP as over standard input and output, one JSON message a line.</summary>
    /// <param name="stream">The connection. Reading gives 0 bytes when the CLI has gone. It is closed when the returned task ends.</param>
    /// <param name="context">Whom it serves.</param>
    /// <param name="cancellationToken">Is cancelled when the run ends.</param>
    /// <remarks>
    /// Called for each connection, on a thread of the pool: once for a run as a rule, anew when the CLI connects anew, and at the same time for every run that names this server.
    /// An exception ends the connection and is logged; the run goes on.
    /// </remarks>
    Task ServeAsync(Stream stream, AmpToolServerContext context, CancellationToken cancellationToken);
}
