namespace Amp.Client;

/// <summary>What was found when the settings of a run were put together.</summary>
public sealed record AmpSettingsReport
{
    /// <summary>The user's settings file, which the settings of the run were put on top of. It is never written to.</summary>
    /// <value><see langword="null"/> when there is none.</value>
    public string? UserFile { get; init; }

    /// <summary>Permission rules of the user's file that the CLI drops, or that can never match.</summary>
    public IReadOnlyList<AmpPermissionRuleProblem> MalformedUserRules { get; init; } = [];

    /// <summary>
    /// Whether the user's file lets every tool run (<c>amp.dangerouslyAllowAll</c>), which would have switched the rules of the run off. It was set to false for the run,
    /// and a last rule that allows everything was added in its place.
    /// </summary>
    public bool ReplacedAllowAll { get; init; }

    /// <summary>Settings of the repository that win over those of the run.</summary>
    public IReadOnlyList<AmpSettingsOverride> WorkspaceOverrides { get; init; } = [];
}
