using Amp.Client.Cli;
using Amp.Client.Diagnostics;
using Amp.Client.Processes;

namespace Amp.Client.Environments;

/// <summary>Looks whether runs in an environment can work. Bounded in time.</summary>
internal sealed class EnvironmentCheck(TimeSpan versionLimit, TimeSpan serverLimit, TimeProvider clock)
{
    public async Task<AmpEnvironmentValidation> RunAsync(AmpEnvironment environment, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (EnvironmentDefinition.FindProblems(environment).ToList() is { Count: > 0 } problems)
        {
            return new() { Environment = environment, Checks = [new(AmpEnvironmentCheckKind.Definition, false, string.Join(' ', problems))] };
        }

        var cli = CheckCliAsync(environment, cancellationToken);
        var server = environment.ServerUrl is { } url
            ? ServerCheck.RunAsync(new(url), environment.AllowUntrustedCertificate, serverLimit, clock, cancellationToken)
            : null;

        List<AmpEnvironmentCheck> checks = [new(AmpEnvironmentCheckKind.Definition, true, "The definition is sound.")];
        var (cliChecks, version) = await cli.ConfigureAwait(false);
        checks.AddRange(cliChecks);
        if (server is not null)
        {
            checks.Add(await server.ConfigureAwait(false));
        }

        return new() { Environment = environment, Checks = checks, CliVersion = version };
    }

    private async Task<(IReadOnlyList<AmpEnvironmentCheck> Checks, string? Version)> CheckCliAsync(AmpEnvironment environment, CancellationToken cancellationToken)
    {
        CliLocation location;
        var variables = CliEnvironment.For(new(), AmpRunOptions.Default, environment);
        try
        {
            location = new CliLocator(variables).Locate(CliEnvironment.PathOf(environment));
        }
        catch (AmpCliNotFoundException e)
        {
            return ([new(AmpEnvironmentCheckKind.Cli, false, e.Message)], null);
        }

        var found = new AmpEnvironmentCheck(AmpEnvironmentCheckKind.Cli, true, $"The CLI is {location.Path}.");
        try
        {
            var version = await AskVersionAsync(location, variables, cancellationToken).ConfigureAwait(false);
            return version is not null
                ? ([found, new(AmpEnvironmentCheckKind.CliVersion, true, $"Its version is {version}.")], version)
                : ([found, new(AmpEnvironmentCheckKind.CliVersion, false, $"'{location.Path} --version' printed no version: it does not look like the Amp CLI.")], null);
        }
        catch (TimeoutException)
        {
            return ([found, new(AmpEnvironmentCheckKind.CliVersion, false, $"'{location.Path} --version' did not answer within {versionLimit.TotalSeconds:0.##} s.")], null);
        }
        catch (AmpProcessException e)
        {
            return ([found, new(AmpEnvironmentCheckKind.CliVersion, false, e.Message)], null);
        }
    }

    private async Task<string?> AskVersionAsync(CliLocation location, Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var process = AmpProcess.Start(
            new()
            {
                FileName = location.FileName,
                Arguments = [.. location.LeadingArguments, "--version"],
                WorkingDirectory = Path.GetTempPath(),
                Environment = variables,
                Redact = new SecretRedactor(variables).Redact,
            },
            clock);
        await using var scope = process.ConfigureAwait(false);
        using var output = new StreamReader(process.Output, leaveOpen: true);
        var line = await output.ReadLineAsync(cancellationToken).AsTask().WaitAsync(versionLimit, clock, cancellationToken).ConfigureAwait(false);

        // Real ones begin with a number: 0.0.1774569934-g39e3ec (released …).
        return line?.Split(' ')[0] is [>= '0' and <= '9', ..] version ? version : null;
    }
}
