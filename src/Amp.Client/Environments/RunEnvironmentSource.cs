using System.Collections.Concurrent;
using Amp.Client.Authentication;
using Amp.Client.Cli;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Environments;

/// <summary>Puts together what a run is started in: the current environment, what the client's options say on top, and the key.</summary>
internal sealed class RunEnvironmentSource(AmpClientOptions options, IAmpEnvironmentRegistry? registry, IAmpSecretStore? secrets, TimeProvider clock, ILogger logger)
{
    private readonly AuthCommand _command = new(options.AuthCommandUsesShell, options.AuthCommandTimeout, clock);

    // A warning that 200 runs repeat is not read.
    private readonly ConcurrentDictionary<(AmpEnvironment Environment, string Variable), bool> _warned = [];

    /// <summary>For commands that need no key, such as <c>--version</c>.</summary>
    public RunEnvironment WithoutKey(AmpRunOptions run) => Prepare(run).Prepared;

    /// <exception cref="AmpAuthenticationException">The key is to come from a command or a secret, and does not.</exception>
    public async Task<RunEnvironment> ForRunAsync(AmpRunOptions run, CancellationToken cancellationToken)
    {
        var (environment, prepared) = Prepare(run);
        var found = await new CredentialSearch(options, run, environment, prepared.Variables, secrets).FindAsync(cancellationToken).ConfigureAwait(false);
        await AddKeyAsync(environment, found, prepared, isFresh: false, cancellationToken).ConfigureAwait(false);
        return prepared;
    }

    /// <summary>Finds credentials without using them.</summary>
    public async Task<(AmpCredentialReport Report, Func<CancellationToken, Task<RunEnvironment>> UseAsync)> FindCredentialsAsync(CancellationToken cancellationToken)
    {
        var (environment, prepared) = Prepare(AmpRunOptions.Default);
        var found = await new CredentialSearch(options, AmpRunOptions.Default, environment, prepared.Variables, secrets).FindAsync(cancellationToken).ConfigureAwait(false);
        var report = new AmpCredentialReport { Sources = [.. found.Select(static candidate => candidate.Source), .. new ForeignCredentials(prepared.Variables, clock).Find()] };
        return (report, UseAsync);

        async Task<RunEnvironment> UseAsync(CancellationToken token)
        {
            await AddKeyAsync(environment, found, prepared, isFresh: true, token).ConfigureAwait(false);
            return prepared;
        }
    }

    private async Task AddKeyAsync(AmpEnvironment environment, IReadOnlyList<CredentialCandidate> found, RunEnvironment prepared, bool isFresh, CancellationToken cancellationToken)
    {
        var used = found.FirstOrDefault(static candidate => candidate.Source is { IsForAmp: true, IsFound: true });
        if (used is null && environment.AuthMethod is AmpAuthMethod.Command)
        {
            throw new AmpAuthenticationException($"The environment '{environment.Name}' takes its key from a command, and there is none: set {nameof(AmpClientOptions)}.{nameof(AmpClientOptions.AuthCommand)} or {EnvironmentVariableNames.AuthCommand}.");
        }

        if (used is { Command: { } command })
        {
            prepared.Variables[EnvironmentVariableNames.ApiKey] = await _command.GetKeyAsync(command, prepared.Variables, isFresh, cancellationToken).ConfigureAwait(false);
        }
        else if (used is { Key: { } key })
        {
            prepared.Variables[EnvironmentVariableNames.ApiKey] = key;
        }
    }

    private (AmpEnvironment Environment, RunEnvironment Prepared) Prepare(AmpRunOptions run)
    {
        // Once: a switch in between must not give half of one environment and half of another.
        var environment = registry?.Current ?? AmpEnvironment.Ambient;
        var variables = CliEnvironment.For(options, run, environment);
        Warn(environment, variables);
        return (environment, new(options.CliPath ?? CliEnvironment.PathOf(environment), variables));
    }

    private void Warn(AmpEnvironment environment, Dictionary<string, string> variables)
    {
        foreach (var stray in EnvironmentOverlay.FindStray(environment, EnvironmentVariableNames.OfThisProcess()))
        {
            if (_warned.TryAdd((environment, stray), true))
            {
                EnvironmentLog.StrayVariable(logger, environment.Name, stray);
            }
        }

        if (EnvironmentOverlay.IsOptOutVoid(environment, variables.GetValueOrDefault(EnvironmentVariableNames.ServerUrl))
            && _warned.TryAdd((environment, EnvironmentVariableNames.TlsCheck), true))
        {
            EnvironmentLog.CertificateCheckKept(logger, environment.Name);
        }
    }
}
