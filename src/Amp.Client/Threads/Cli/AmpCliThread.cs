namespace Amp.Client;

/// <summary>A thread, as <c>amp threads list</c> and <c>amp threads search</c> tell it. What this CLI does not say is <see langword="null"/>.</summary>
/// <param name="Id">The thread.</param>
public sealed record AmpCliThread(AmpThreadId Id)
{
    /// <summary>Its title.</summary>
    public string? Title { get; init; }

    /// <summary>Whether <see cref="Title"/> is only the beginning of it: tables of the CLI cut long ones.</summary>
    public bool IsTitleCut { get; init; }

    /// <summary>When it last changed, in UTC. Only where the CLI gives JSON.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it last changed, in the words of the table, such as <c>3m ago</c>.</summary>
    public string? Age { get; init; }

    /// <summary>How many messages it has.</summary>
    public int? MessageCount { get; init; }

    /// <summary>Who may see it, in the words of the CLI, such as <c>Private</c>.</summary>
    public string? Visibility { get; init; }
}
