namespace Amp.Client;

/// <summary>A client that was registered by hand at the sign-in service of an MCP server.</summary>
/// <remarks>A run cannot sign anybody in: do that once with <c>amp mcp oauth login</c>. What the CLI got there it keeps and uses.</remarks>
public sealed record AmpMcpOAuth
{
    /// <summary>The id of the client.</summary>
    public required string ClientId { get; init; }

    /// <summary>Its secret.</summary>
    /// <value>The default is <see langword="null"/>: a public client.</value>
    public string? ClientSecret { get; init; }

    /// <summary>Where a user signs in.</summary>
    public required Uri AuthorizationUrl { get; init; }

    /// <summary>Where a token is got.</summary>
    public required Uri TokenUrl { get; init; }

    /// <summary>What is asked for.</summary>
    /// <value>The default is none: what the service gives by itself.</value>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Where the user is sent back to.</summary>
    /// <value>The default is <see langword="null"/>: an address of the CLI's own.</value>
    public Uri? RedirectUrl { get; init; }

    /// <summary>The client and the service, without the secret.</summary>
    public override string ToString() => $"{ClientId} at {TokenUrl}";
}
