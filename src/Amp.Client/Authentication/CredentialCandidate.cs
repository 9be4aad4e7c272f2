namespace Amp.Client.Authentication;

/// <summary>A source of credentials that counts for Amp, with what it takes to use it. Not a record, so that nothing prints the key.</summary>
internal sealed class CredentialCandidate(AmpCredentialSource source, string? key = null, string? command = null)
{
    public AmpCredentialSource Source { get; } = source;

    /// <summary>The key to hand to the CLI; <see langword="null"/> when a command gives it, or the CLI finds it by itself.</summary>
    public string? Key { get; } = key;

    public string? Command { get; } = command;
}
