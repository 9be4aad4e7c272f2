namespace Amp.Workspace;

/// <summary>What differs between the last commit, the index and the work tree.</summary>
public sealed record GitStatus
{
    /// <summary>Where the work tree stands.</summary>
    public required GitHead Head { get; init; }

    /// <summary>The branch that it follows, such as <c>origin/main</c>.</summary>
    public string? Upstream { get; init; }

    /// <summary>How many commits it has that its upstream lacks.</summary>
    /// <value><see langword="null"/> when there is no upstream, or it is gone.</value>
    public int? AheadBy { get; init; }

    /// <summary>How many commits its upstream has that it lacks.</summary>
    /// <value><see langword="null"/> when there is no upstream, or it is gone.</value>
    public int? BehindBy { get; init; }

    /// <summary>Everything that differs, and the ignored files when they were asked for.</summary>
    public required IReadOnlyList<GitStatusEntry> Entries { get; init; }

    /// <summary>Nothing differs and nothing is untracked. Ignored files do not count.</summary>
    public bool IsClean => Entries.All(entry => entry.IsIgnored);
}
