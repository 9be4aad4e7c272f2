namespace Amp.Client;

/// <summary>How an environment comes by its key.</summary>
public enum AmpAuthMethod
{
    /// <summary>A key that is set: an option, a secret, <c>AMP_API_KEY</c>, <c>AMP_TOKEN</c>, or the CLI's own sign-in. No command is run.</summary>
    Token = 0,

    /// <summary>A command that prints the key: <see cref="AmpClientOptions.AuthCommand"/> or <c>AMP_AUTH_CMD</c>. Without one, runs fail.</summary>
    Command = 1,
}
