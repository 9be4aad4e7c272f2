using Amp.Client.Configuration;

namespace Amp.Client.Environments;

/// <summary>What is wrong with an environment by itself, before anything is started or asked.</summary>
internal static class EnvironmentDefinition
{
    public static IEnumerable<string> FindProblems(AmpEnvironment environment)
    {
        if (string.IsNullOrWhiteSpace(environment.Name))
        {
            yield return $"{nameof(AmpEnvironment.Name)} must not be blank.";
        }

        if (environment.CliPath is { } path && string.IsNullOrWhiteSpace(path))
        {
            yield return $"{nameof(AmpEnvironment.CliPath)} must be a path or a name to look up on PATH; leave it null to have the CLI searched for.";
        }

        if (environment.ApiKeySecret is { } secret && string.IsNullOrWhiteSpace(secret))
        {
            yield return $"{nameof(AmpEnvironment.ApiKeySecret)} must be the name of a secret; leave it null to use none.";
        }

        if (environment.Variables.Keys.FirstOrDefault(static name => !AmpClientOptionsValidator.IsVariableName(name)) is { } bad)
        {
            yield return $"{nameof(AmpEnvironment.Variables)} has a name that no environment can hold: '{bad}'.";
        }

        foreach (var problem in FindServerProblems(environment))
        {
            yield return problem;
        }
    }

    public static Uri? ParseServer(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && parsed.UserInfo.Length == 0 ? parsed : null;

    /// <summary>Whether a CLI that talks to this service may be told not to check certificates.</summary>
    public static bool MaySkipCertificateCheck(string? serverUrl) =>
        ParseServer(serverUrl) is { Scheme: "https" } url && LoopbackAddress.IsHostOf(url);

    private static IEnumerable<string> FindServerProblems(AmpEnvironment environment)
    {
        if (environment.ServerUrl is not null && ParseServer(environment.ServerUrl) is null)
        {
            yield return $"{nameof(AmpEnvironment.ServerUrl)} must be an absolute http or https URL without user name and password, such as https://localhost:7002.";
        }

        if (environment.IsProduction && environment.ServerUrl is not null)
        {
            yield return $"{nameof(AmpEnvironment.IsProduction)} excludes a {nameof(AmpEnvironment.ServerUrl)}: production is the CLI's own service.";
        }

        if (environment.AllowUntrustedCertificate && (environment.IsProduction || !MaySkipCertificateCheck(environment.ServerUrl)))
        {
            yield return $"{nameof(AmpEnvironment.AllowUntrustedCertificate)} is only for an https {nameof(AmpEnvironment.ServerUrl)} whose host is localhost or a loopback address.";
        }
    }
}
