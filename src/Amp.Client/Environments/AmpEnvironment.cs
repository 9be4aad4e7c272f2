using System.Collections.ObjectModel;
using Amp.Client.Environments;

namespace Amp.Client;

/// <summary>Which CLI to run, which Amp service it talks to, and how it signs in. Immutable; two with the same content are equal.</summary>
/// <remarks>What is set on <see cref="AmpClientOptions"/> wins over the environment: it was said to this one client.</remarks>
public sealed record AmpEnvironment
{
    /// <summary>The value of <see cref="CliPath"/> for the installed CLI, whatever <c>AMP_CLI_PATH</c> and <c>AMP_BIN</c> say.</summary>
    public const string InstalledCli = "amp";

    /// <summary>The name of <see cref="Production"/>, and the path that stands for it in <c>AMP_CLI_PATH</c> and in <see cref="Resolve"/>.</summary>
    public const string ProductionName = "production";

    /// <summary>What this process's own environment variables say: nothing is added, nothing is taken away. What a client uses that was told nothing.</summary>
    public static AmpEnvironment Ambient { get; } = new() { Name = "ambient" };

    /// <summary>
    /// The installed CLI and the CLI's own service, https://ampcode.com/. A left-over <c>AMP_URL</c>, <c>NODE_TLS_REJECT_UNAUTHORIZED</c>,
    /// <c>AMP_CLI_PATH</c> or <c>AMP_BIN</c> is not passed on, with a warning.
    /// </summary>
    public static AmpEnvironment Production { get; } = new() { Name = ProductionName, CliPath = InstalledCli, IsProduction = true };

    /// <summary>The name to switch to it by; not blank. Letter case does not count.</summary>
    public required string Name { get; init; }

    /// <summary>The CLI: as <see cref="AmpClientOptions.CliPath"/>, or <see cref="InstalledCli"/>.</summary>
    /// <value>The default is <see langword="null"/>: searched for, as <see cref="AmpClientOptions.CliPath"/> says.</value>
    public string? CliPath { get; init; }

    /// <summary>The Amp service, handed to the CLI as <c>AMP_URL</c>.</summary>
    /// <value>An absolute http or https URL without user name or password. The default is <see langword="null"/>: what <c>AMP_URL</c> says, else the CLI's own.</value>
    public string? ServerUrl { get; init; }

    /// <summary>How the key is come by.</summary>
    /// <value>The default is <see langword="null"/>: a key that is set, else the command, else the CLI's own sign-in.</value>
    public AmpAuthMethod? AuthMethod { get; init; }

    /// <summary>The name under which <see cref="IAmpSecretStore"/> keeps the key for this environment.</summary>
    /// <value>The default is <see langword="null"/>: the key is not taken from a store.</value>
    public string? ApiKeySecret { get; init; }

    /// <summary>Environment variables for the CLI. A <see langword="null"/> value removes one. Under <see cref="AmpClientOptions.EnvironmentVariables"/>, over this process's own.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init => field = new ReadOnlyDictionary<string, string?>(new Dictionary<string, string?>(value, EnvironmentVariableNames.Comparer)); } =
        ReadOnlyDictionary<string, string?>.Empty;

    /// <summary>Lets the CLI accept a certificate that nobody vouches for, by <c>NODE_TLS_REJECT_UNAUTHORIZED=0</c>. Only for an https <see cref="ServerUrl"/> on this machine.</summary>
    /// <value>
    /// The default is <see langword="false"/>. With any other host than <c>localhost</c> or a loopback address the environment is invalid. The variable
    /// holds for every connection of the CLI, also for those to MCP servers.
    /// </value>
    public bool AllowUntrustedCertificate { get; init; }

    /// <summary>Whether what points elsewhere is kept away from the CLI: <c>AMP_URL</c>, <c>NODE_TLS_REJECT_UNAUTHORIZED</c>, <c>AMP_CLI_PATH</c> and <c>AMP_BIN</c> of this process.</summary>
    /// <value>The default is <see langword="false"/>. It excludes a <see cref="ServerUrl"/> and <see cref="AllowUntrustedCertificate"/>.</value>
    public bool IsProduction { get; init; }

    /// <summary>A CLI of your own, such as <c>./bin/amp-dev</c>, with the service that <c>AMP_URL</c> or the CLI itself says.</summary>
    /// <param name="cliPath">The path of an executable, a script for Node or a .NET assembly; or a name on <c>PATH</c>.</param>
    public static AmpEnvironment LocalCli(string cliPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(cliPath);
        return new() { Name = "local-cli", CliPath = cliPath };
    }

    /// <summary>A service of your own, such as <c>https://localhost:7002</c>, with the installed CLI or one of your own.</summary>
    /// <param name="serverUrl">The address.</param>
    /// <param name="cliPath">The CLI; <see langword="null"/> for the installed one, whatever <c>AMP_CLI_PATH</c> says.</param>
    public static AmpEnvironment LocalServer(string serverUrl, string? cliPath = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(serverUrl);
        return new() { Name = "local-server", CliPath = cliPath ?? InstalledCli, ServerUrl = serverUrl };
    }

    /// <summary>Says which environment some settings mean (<c>getAmpEnvironment()</c> of the source documents).</summary>
    /// <remarks>
    /// The first that applies: the path <c>production</c> is <see cref="Production"/>, whatever else is set; a path; a service without a path, which
    /// means the installed CLI; then <c>AMP_CLI_PATH</c>, <c>AMP_BIN</c>, <c>AMP_URL</c> of the variables, read the same way; then <see cref="Production"/>'s
    /// CLI and service, but with nothing taken away.
    /// </remarks>
    /// <param name="cliPath">A path that somebody set, or <see langword="null"/>.</param>
    /// <param name="serverUrl">A service that somebody set, or <see langword="null"/>.</param>
    /// <param name="variables">Environment variables; <see langword="null"/> for those of this process.</param>
    public static AmpEnvironment Resolve(string? cliPath = null, string? serverUrl = null, IReadOnlyDictionary<string, string>? variables = null) =>
        EnvironmentResolution.Resolve(cliPath, serverUrl, variables ?? EnvironmentVariableNames.OfThisProcess());

    /// <summary>Says what is wrong with the definition, one sentence each; empty when nothing is. Nothing is started or asked.</summary>
    public IReadOnlyList<string> FindProblems() => [.. EnvironmentDefinition.FindProblems(this)];

    // A URL that is refused may be so for the password in it.
    private string Service => ServerUrl is null ? (IsProduction ? "the CLI's own" : "AMP_URL or the CLI's own")
        : EnvironmentDefinition.ParseServer(ServerUrl) is null ? "not a valid URL"
        : ServerUrl;

    /// <inheritdoc/>
    public bool Equals(AmpEnvironment? other) =>
        other is not null
        && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && (CliPath, ServerUrl, AuthMethod, ApiKeySecret) == (other.CliPath, other.ServerUrl, other.AuthMethod, other.ApiKeySecret)
        && (AllowUntrustedCertificate, IsProduction) == (other.AllowUntrustedCertificate, other.IsProduction)
        && Variables.Count == other.Variables.Count
        && Variables.All(variable => other.Variables.TryGetValue(variable.Key, out var value) && value == variable.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(Name), CliPath, ServerUrl, Variables.Count);

    /// <summary>Gives the name, the CLI and the service; of the variables their names, since a value may be a secret.</summary>
    public override string ToString() =>
        $"{Name} (CLI: {CliPath ?? "searched for"}, service: {Service}"
        + (Variables.Count == 0 ? ")" : $", variables: {string.Join(", ", Variables.Keys.Order(StringComparer.Ordinal))})");
}
