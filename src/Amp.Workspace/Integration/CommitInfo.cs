namespace Amp.Workspace;

/// <summary>A commit.</summary>
public sealed record CommitInfo
{
    /// <summary>Its name.</summary>
    public required string Sha { get; init; }

    /// <summary>The whole message, without line ends after it.</summary>
    public required string Message { get; init; }

    /// <summary>Who wrote the change, as <c>name &lt;mail&gt;</c>.</summary>
    public required string Author { get; init; }

    /// <summary>When the author wrote it.</summary>
    public required DateTimeOffset Date { get; init; }
}
