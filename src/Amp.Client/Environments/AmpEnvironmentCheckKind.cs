namespace Amp.Client;

/// <summary>What was looked at before a switch.</summary>
public enum AmpEnvironmentCheckKind
{
    /// <summary>The definition by itself: names, URLs, the TLS opt-out.</summary>
    Definition = 0,

    /// <summary>Whether the CLI is there and can be run.</summary>
    Cli = 1,

    /// <summary>Whether <c>--version</c> answers in time.</summary>
    CliVersion = 2,

    /// <summary>Whether the service answers over HTTP, whatever it answers.</summary>
    Server = 3,
}
