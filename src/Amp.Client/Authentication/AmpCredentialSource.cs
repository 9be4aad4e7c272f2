namespace Amp.Client;

/// <summary>One place where credentials may be, and whether some are there. Never the credentials.</summary>
public sealed record AmpCredentialSource
{
    /// <summary>What it is called: <c>AmpClientOptions.ApiKey</c>, <c>AMP_API_KEY</c>, <c>secrets.json</c>, …</summary>
    public required string Name { get; init; }

    /// <summary>Where it is: an environment variable, an option, or the full path of a file, with the name of the entry where it has several.</summary>
    public required string Location { get; init; }

    /// <summary>Whether something is there. It is not proven: only the service knows whether it is good.</summary>
    public required bool IsFound { get; init; }

    /// <summary>Whether runs use it when nothing before it is found. The others are information only: the Amp CLI does not look there.</summary>
    public required bool IsForAmp { get; init; }

    /// <summary>What it holds.</summary>
    public required AmpCredentialKind Kind { get; init; }

    /// <summary>Until when it is good, where it says so.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why what is there cannot be used, or could not be looked at; <see langword="null"/> when there is no problem.</summary>
    public string? Problem { get; init; }
}
