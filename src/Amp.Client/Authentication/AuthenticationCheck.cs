using Amp.Client.Cli;
using Amp.Client.Environments;

namespace Amp.Client.Authentication;

/// <summary>Finds out whether runs would be let in.</summary>
internal sealed class AuthenticationCheck(RunEnvironmentSource environments, TimeProvider clock)
{
    private const string HowTo = "Set AMP_API_KEY or AmpClientOptions.ApiKey, or run `amp login` once.";

    public async Task<AmpAuthStatus> RunAsync(string version, CancellationToken cancellationToken)
    {
        var report = new AmpCredentialReport { Sources = [] };
        try
        {
            (report, var useAsync) = await environments.FindCredentialsAsync(cancellationToken).ConfigureAwait(false);
            var (cliPath, variables) = await useAsync(cancellationToken).ConfigureAwait(false);
            if (report.Effective is not { } source)
            {
                // Known already, and the CLI without a key opens a browser and waits.
                return Status(false, true, $"Not signed in: no key for Amp was found. {HowTo}");
            }

            var cli = new CliLocator(variables).Locate(cliPath);
            var answer = await new SignInCheck(clock).AskAsync(cli, variables, cancellationToken).ConfigureAwait(false);
            return answer.IsAccepted switch
            {
                true => Status(true, true, $"Authenticated successfully. Amp version: {version}") with { Account = answer.Account },
                false => Status(false, true, $"The Amp service refused the key from {source.Location}. {HowTo} The CLI said: {answer.Detail}"),
                null => Status(true, false, $"There is a key from {source.Location}, but the service could not be asked about it. {answer.Detail}"),
            };
        }
        catch (AmpAuthenticationException e)
        {
            return Status(false, true, e.Message);
        }

        AmpAuthStatus Status(bool isAuthenticated, bool isVerified, string message) =>
            new() { IsAuthenticated = isAuthenticated, IsVerified = isVerified, Credentials = report, CliVersion = version, Message = message };
    }
}
