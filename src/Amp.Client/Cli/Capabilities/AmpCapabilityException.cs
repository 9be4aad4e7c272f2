using Amp.Client.Cli;

namespace Amp.Client;

/// <summary>The CLI does not offer what was asked for. Nothing was started but <c>--version</c> and <c>--help</c>: no prompt was sent, no turn was spent.</summary>
public sealed class AmpCapabilityException : AmpException
{
    private AmpCapabilityException(string message, string requested, IReadOnlyList<string> offered, string? version, string? since)
        : base(message) => (Requested, Offered, CliVersion, SinceVersion) = (requested, offered, version, since);

    /// <summary>What was asked for, as the CLI would have been given it: <c>--mode=ultra</c>, <c>--title</c>, <c>amp usage</c>.</summary>
    public string Requested { get; }

    /// <summary>What this CLI offers in its place, such as its modes.</summary>
    /// <value>Empty when it offers nothing of the kind.</value>
    public IReadOnlyList<string> Offered { get; }

    /// <summary>The version of this CLI, or <see langword="null"/> when it told none.</summary>
    public string? CliVersion { get; }

    /// <summary>The oldest version that is known to offer it.</summary>
    /// <value><see langword="null"/> when none is known, or when newer versions dropped it.</value>
    public string? SinceVersion { get; }

    internal static AmpCapabilityException For(string requested, IReadOnlyList<string> offered, AmpCliCapabilities cli, string? because = null)
    {
        var since = FirstVersions.Of(requested, cli);
        var message = $"This Amp CLI ({cli.Version ?? "of unknown version"}) does not offer {requested}."
            + (because is null ? "" : $" {because}")
            + (offered.Count == 0 ? "" : $" It offers: {string.Join(", ", offered)}.")
            + (since is null ? "" : $" Amp CLI {since} and later do: update with `amp update`.");
        return new(message, requested, offered, cli.Version, since);
    }
}
