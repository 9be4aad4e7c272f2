namespace Amp.Client;

/// <summary>What the CLI's rules say about one tool call.</summary>
public sealed record AmpPermissionVerdict
{
    /// <summary>Allow, ask or reject: a rule that delegates has been asked.</summary>
    /// <value><see langword="null"/> when no rule matches, or the CLI does not know the tool.</value>
    public AmpPermissionAction? Action { get; init; }

    /// <summary>The rule that decided.</summary>
    public AmpPermissionEntry? Entry { get; init; }

    /// <summary>Its place in its list, from 0.</summary>
    public int? EntryIndex { get; init; }

    /// <summary>The list that it stands in, in the CLI's words: <c>user</c> or <c>built-in</c>.</summary>
    public string? Source { get; init; }

    /// <summary>What the program of a delegating rule wrote to standard error.</summary>
    public string? Error { get; init; }
}
