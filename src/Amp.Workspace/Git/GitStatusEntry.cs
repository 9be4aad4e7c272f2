namespace Amp.Workspace;

/// <summary>One path that differs.</summary>
public sealed record GitStatusEntry
{
    /// <summary>The path from the top of the work tree, with <c>/</c> between its parts. Ends with one when it is a folder of which nothing is tracked.</summary>
    public required string Path { get; init; }

    /// <summary>Where it was before a rename, or what it was copied from.</summary>
    public string? OriginalPath { get; init; }

    /// <summary>Last commit against index, in git's letters: <c>M</c>, <c>A</c>, <c>D</c>, <c>R</c>, <c>C</c>, <c>T</c>, <c>U</c>; <c>.</c> for no difference.</summary>
    public char IndexState { get; init; } = '.';

    /// <summary>Index against work tree, in the same letters.</summary>
    public char WorkTreeState { get; init; } = '.';

    /// <summary>Git does not know the path.</summary>
    public bool IsUntracked { get; init; }

    /// <summary>Git was told to look away (<c>.gitignore</c>).</summary>
    public bool IsIgnored { get; init; }

    /// <summary>A merge left it for somebody to decide.</summary>
    public bool IsConflict { get; init; }

    /// <summary>It is a submodule.</summary>
    public bool IsSubmodule { get; init; }
}
