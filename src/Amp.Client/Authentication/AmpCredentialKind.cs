namespace Amp.Client;

/// <summary>What a source of credentials holds.</summary>
public enum AmpCredentialKind
{
    /// <summary>An access key of the Amp service.</summary>
    AmpKey = 0,

    /// <summary>A command that prints an access key of the Amp service. Whether it does is only known when it is run.</summary>
    Command = 1,

    /// <summary>A key of the Anthropic service. The Amp CLI does not use it.</summary>
    AnthropicKey = 2,

    /// <summary>A token of a sign-in with Anthropic. The Amp CLI does not use it.</summary>
    OAuthToken = 3,
}
