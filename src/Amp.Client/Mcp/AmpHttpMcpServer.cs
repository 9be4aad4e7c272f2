namespace Amp.Client;

/// <summary>An MCP server that the CLI calls by HTTP.</summary>
/// <remarks>
/// There is no choice of tools here: 0.0.1767830505, 0.0.1774569934 and 0.0.1776788459 take an <c>includeTools</c> and pass over it. Disable single tools
/// by <see cref="AmpSettings.DisabledTools"/> (<c>mcp__server__tool</c>).
/// </remarks>
public sealed record AmpHttpMcpServer : AmpMcpServer
{
    /// <summary>Its address: <c>http</c> or <c>https</c>, absolute.</summary>
    public required Uri Url { get; init; }

    /// <summary>Headers that go with every request, such as <c>Authorization</c>.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How the server is spoken to, in the CLI's words, such as <c>sse</c>.</summary>
    /// <value>The default is <see langword="null"/>: streamed HTTP, which every CLI that was tried begins with.</value>
    public string? Transport { get; init; }

    /// <summary>How to sign in at the server, for one that does not register its clients by itself.</summary>
    /// <value>The default is <see langword="null"/>: with the <see cref="Headers"/>, or as the server's own metadata say.</value>
    public AmpMcpOAuth? OAuth { get; init; }

    /// <summary>The address without its query and without a name and password in it, and the names of the headers, without their values.</summary>
    public override string ToString() => $"{(Url.IsAbsoluteUri ? Url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : "")} ({string.Join(", ", Headers.Keys)})";
}
