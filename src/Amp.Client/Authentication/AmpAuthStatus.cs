namespace Amp.Client;

/// <summary>Whether runs would be let in.</summary>
public sealed record AmpAuthStatus
{
    /// <summary>Whether there is a key and the service has not refused it. See <see cref="IsVerified"/> for whether it was asked.</summary>
    public required bool IsAuthenticated { get; init; }

    /// <summary>Whether <see cref="IsAuthenticated"/> is proven: the service accepted or refused the key, or there is none. Otherwise it could not be asked, and <see cref="Message"/> says why.</summary>
    public required bool IsVerified { get; init; }

    /// <summary>Where the key is from; <see langword="null"/> when there is none.</summary>
    public AmpCredentialSource? Source => Credentials.Effective;

    /// <summary>Where credentials were looked for.</summary>
    public required AmpCredentialReport Credentials { get; init; }

    /// <summary>The CLI's version.</summary>
    public required string CliVersion { get; init; }

    /// <summary>Who is signed in, in the CLI's words, such as <c>ann@example.com (ann)</c>.</summary>
    /// <value><see langword="null"/> when the CLI does not say: those before February 2026 do not.</value>
    public string? Account { get; init; }

    /// <summary>What was found, and what to do about it, in words for a person. Holds no secrets.</summary>
    public required string Message { get; init; }
}
