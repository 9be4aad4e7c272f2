namespace Amp.Client;

/// <summary>A tool that the agent may use.</summary>
public sealed record AmpToolListing
{
    /// <summary>Its name, such as <c>Bash</c>, <c>mcp__server__tool</c> or <c>tb__tool</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it comes from, in the CLI's words: <c>built-in</c>, or the name of a server or toolbox.</summary>
    public string? Source { get; init; }

    /// <summary>What it does. One line in a list; all that the model is told when a single tool was asked for.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON schema of its input.</summary>
    /// <value><see langword="null"/> in a list.</value>
    public string? InputSchema { get; init; }
}
