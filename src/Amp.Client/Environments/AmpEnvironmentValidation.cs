namespace Amp.Client;

/// <summary>What was found when an environment was looked at. A snapshot: a service may be gone a second later.</summary>
public sealed record AmpEnvironmentValidation
{
    /// <summary>The environment.</summary>
    public required AmpEnvironment Environment { get; init; }

    /// <summary>What was looked at, in order. A check that another one's failure makes pointless is left out, as is that of a service that nobody named.</summary>
    public required IReadOnlyList<AmpEnvironmentCheck> Checks { get; init; }

    /// <summary>Whether every check passed.</summary>
    public bool IsValid => Checks.All(static check => check.IsPassed);

    /// <summary>The CLI's version, where it told one.</summary>
    public string? CliVersion { get; init; }

    /// <summary>Gives the details of what failed, or says that nothing did.</summary>
    public override string ToString() =>
        IsValid ? $"{Environment.Name}: valid" : $"{Environment.Name}: {string.Join(' ', Checks.Where(static check => !check.IsPassed).Select(static check => check.Detail))}";
}
