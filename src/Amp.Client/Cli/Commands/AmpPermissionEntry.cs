namespace Amp.Client;

/// <summary>A permission rule that the CLI goes by. The first one that matches counts.</summary>
public sealed record AmpPermissionEntry
{
    /// <summary>The tools that it is about; may hold <c>*</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>What it says, or <see langword="null"/> for an action that this SDK does not know.</summary>
    public AmpPermissionAction? Action { get; init; }

    /// <summary>The program that decides, for <see cref="AmpPermissionAction.Delegate"/>.</summary>
    public string? To { get; init; }

    /// <summary>What the agent is told, for <see cref="AmpPermissionAction.Reject"/>.</summary>
    public string? Message { get; init; }

    /// <summary>Where it holds: <c>thread</c> or <c>subagent</c>; everywhere when <see langword="null"/>.</summary>
    public string? Context { get; init; }

    /// <summary>All of it, as the CLI wrote it: JSON with what it matches and what this SDK does not model.</summary>
    public required string Json { get; init; }
}
