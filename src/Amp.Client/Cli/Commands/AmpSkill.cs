namespace Amp.Client;

/// <summary>A skill that the agent may load.</summary>
public sealed record AmpSkill
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When to use it, as the agent is told.</summary>
    public string? Description { get; init; }

    /// <summary>Where it lies: a folder, or <c>builtin:///skills</c>.</summary>
    public string? BaseDirectory { get; init; }
}
