namespace Amp.Client;

/// <summary>An MCP server of the CLI's settings. The values of its environment variables and headers, which hold keys, are left out.</summary>
public sealed record AmpMcpServerListing
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How it is reached, in the CLI's words: <c>command</c> or <c>url</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Which settings it stands in, in the CLI's words: <c>global</c>, <c>workspace</c>.</summary>
    public string? Source { get; init; }

    /// <summary>The program that is started.</summary>
    public string? Command { get; init; }

    /// <summary>The arguments of that program.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The address that is called.</summary>
    public string? Url { get; init; }

    /// <summary>The names of the environment variables that it is given.</summary>
    public IReadOnlyList<string> EnvironmentVariables { get; init; } = [];

    /// <summary>The names of the headers that it is sent.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];
}
