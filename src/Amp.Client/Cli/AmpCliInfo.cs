namespace Amp.Client;

/// <summary>The CLI that a client runs.</summary>
public sealed record AmpCliInfo
{
    /// <summary>Its full path: an executable, a script for Node, or a .NET assembly.</summary>
    public required string Path { get; init; }

    /// <summary>What told where it is, such as <c>AMP_CLI_PATH</c> or <c>PATH</c>.</summary>
    public required string FoundBy { get; init; }

    /// <summary>Its version, such as <c>0.0.1774569934-g39e3ec</c>: the first word that <c>--version</c> prints.</summary>
    public required string Version { get; init; }

    /// <summary>What it offers: its flags, commands and modes.</summary>
    /// <value><see cref="AmpCliCapabilities.IsKnown"/> is false when its help could not be read.</value>
    public AmpCliCapabilities Capabilities { get; init; } = AmpCliCapabilities.Unknown;

    /// <summary>The Amp service that it talks to, where <c>AMP_URL</c> or the options say one.</summary>
    /// <value><see langword="null"/>: the CLI's own default, https://ampcode.com/.</value>
    public string? ServerUrl { get; init; }

    /// <summary>Where the CLI will find a key: <c>AMP_API_KEY</c>, or the path of the file that <c>amp login</c> wrote. Never the key.</summary>
    /// <value>
    /// <see langword="null"/> when no key was found in either. Then a run most likely ends in an <see cref="AmpAuthenticationException"/>. A key that
    /// was found is not proven: only the service knows whether it is good.
    /// </value>
    public string? CredentialSource { get; init; }
}
