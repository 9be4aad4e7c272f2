namespace Amp.Workspace;

/// <summary>Where to push.</summary>
public sealed record PushRequest
{
    /// <summary>The remote: a name such as <c>origin</c>, or an address.</summary>
    public string Remote { get; init; } = "origin";

    /// <summary>The branch there. It is made when it is not there.</summary>
    public required string Branch { get; init; }

    /// <summary>Replaces what is there, but only when it is this commit. <see langword="null"/>, the default, never replaces anything.</summary>
    public string? ReplacesSha { get; init; }

    /// <summary>The user's <c>pre-push</c> hook runs, and may refuse it.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool RunsHooks { get; init; }
}
