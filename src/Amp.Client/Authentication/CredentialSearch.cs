using Amp.Client.Environments;

namespace Amp.Client.Authentication;

/// <summary>Looks for credentials in the order in which they count, without running anything.</summary>
internal sealed class CredentialSearch(AmpClientOptions options, AmpRunOptions run, AmpEnvironment environment, IReadOnlyDictionary<string, string> variables, IAmpSecretStore? secrets)
{
    private readonly bool _takesTokens = environment.AuthMethod is not AmpAuthMethod.Command;
    private readonly bool _takesCommands = environment.AuthMethod is not AmpAuthMethod.Token;

    /// <exception cref="AmpAuthenticationException">A secret is named, but there is no store to take it from, or the store failed.</exception>
    public async Task<IReadOnlyList<CredentialCandidate>> FindAsync(CancellationToken cancellationToken)
    {
        var explicitPlace = FindExplicitPlace();
        var inherited = explicitPlace is null ? Variable(EnvironmentVariableNames.ApiKey) : null;
        var token = Variable(EnvironmentVariableNames.Token);
        var command = Variable(EnvironmentVariableNames.AuthCommand);
        var secret = await FindSecretAsync(cancellationToken).ConfigureAwait(false);
        List<CredentialCandidate> found =
        [
            new(Describe(explicitPlace ?? "AmpClientOptions.ApiKey", AmpCredentialKind.AmpKey, explicitPlace is not null, isForAmp: true)),
        ];
        if (secret is not null)
        {
            found.Add(secret);
        }

        if (options.AuthCommand is { } own)
        {
            found.Add(new(Describe("AmpClientOptions.AuthCommand", AmpCredentialKind.Command, isFound: true, isForAmp: true), command: own));
        }

        found.Add(new(Describe(EnvironmentVariableNames.ApiKey, AmpCredentialKind.AmpKey, inherited is not null, _takesTokens)));
        found.Add(new(Describe(EnvironmentVariableNames.Token, AmpCredentialKind.AmpKey, token is not null, _takesTokens), key: token));
        found.Add(new(Describe(EnvironmentVariableNames.AuthCommand, AmpCredentialKind.Command, command is not null, _takesCommands), command: command));
        found.Add(new(Describe(CliSecretsFile.Name, AmpCredentialKind.AmpKey, CliSecretsFile.HasKey(variables), _takesTokens) with { Location = CliSecretsFile.PathIn(variables) ?? "no home folder" }));
        return found;
    }

    /// <summary>Who set the key that the CLI would get, unless it came with this process's environment.</summary>
    private string? FindExplicitPlace() => Variable(EnvironmentVariableNames.ApiKey) is null ? null
        : Sets(run.EnvironmentVariables) ? "AmpRunOptions.EnvironmentVariables"
        : Sets(options.EnvironmentVariables) ? "AmpClientOptions.EnvironmentVariables"
        : options.ApiKey is not null ? "AmpClientOptions.ApiKey"
        : Sets(environment.Variables) ? "AmpEnvironment.Variables"
        : null;

    private async Task<CredentialCandidate?> FindSecretAsync(CancellationToken cancellationToken)
    {
        if ((options.ApiKeySecret ?? environment.ApiKeySecret) is not { } name)
        {
            return null;
        }

        if (secrets is null)
        {
            throw new AmpAuthenticationException($"The key is to be taken from the secret '{name}', but the client has no {nameof(IAmpSecretStore)}. Give it one, or set {nameof(AmpClientOptions)}.{nameof(AmpClientOptions.ApiKey)}.");
        }

        try
        {
            var key = await secrets.GetAsync(name, cancellationToken).ConfigureAwait(false);
            var isFound = !string.IsNullOrWhiteSpace(key);
            return new(Describe("secret", AmpCredentialKind.AmpKey, isFound, isForAmp: true) with { Location = $"{secrets.Name}: {name}" }, isFound ? key : null);
        }
        catch (AmpSecretStoreException e)
        {
            throw new AmpAuthenticationException($"The key is to be taken from the secret '{name}', which could not be read: {e.Message}");
        }
    }

    private string? Variable(string name) => variables.GetValueOrDefault(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static bool Sets(IEnumerable<KeyValuePair<string, string?>> changes) =>
        changes.Any(static change => EnvironmentVariableNames.Comparer.Equals(change.Key, EnvironmentVariableNames.ApiKey) && !string.IsNullOrWhiteSpace(change.Value));

    private static AmpCredentialSource Describe(string name, AmpCredentialKind kind, bool isFound, bool isForAmp) =>
        new() { Name = name, Location = name, Kind = kind, IsFound = isFound, IsForAmp = isForAmp };
}
