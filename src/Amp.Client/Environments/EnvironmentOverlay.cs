namespace Amp.Client.Environments;

/// <summary>Lays an environment over a set of variables.</summary>
internal static class EnvironmentOverlay
{
    public static void Apply(AmpEnvironment environment, Dictionary<string, string> variables)
    {
        foreach (var stray in FindStray(environment, variables))
        {
            variables.Remove(stray);
        }

        if (environment.CliPath is AmpEnvironment.InstalledCli)
        {
            variables.Remove(EnvironmentVariableNames.CliPath);
            variables.Remove(EnvironmentVariableNames.Bin);
        }

        if (environment.ServerUrl is { } url)
        {
            variables[EnvironmentVariableNames.ServerUrl] = url;
        }

        if (environment.AllowUntrustedCertificate)
        {
            variables[EnvironmentVariableNames.TlsCheck] = "0";
        }

        Apply(environment.Variables, variables);
    }

    public static void Apply(IEnumerable<KeyValuePair<string, string?>> changes, Dictionary<string, string> variables)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                variables.Remove(name);
            }
            else
            {
                variables[name] = value;
            }
        }
    }

    /// <summary>The variables that production keeps away from the CLI.</summary>
    public static IEnumerable<string> FindStray(AmpEnvironment environment, Dictionary<string, string> variables) =>
        environment.IsProduction ? EnvironmentVariableNames.StrayFromProduction.Where(variables.ContainsKey) : [];

    /// <summary>Takes the opt-out back when the client's options have led the CLI to another service since.</summary>
    public static void KeepCertificateCheck(AmpEnvironment environment, Dictionary<string, string> variables)
    {
        if (IsOptOutVoid(environment, variables.GetValueOrDefault(EnvironmentVariableNames.ServerUrl)))
        {
            variables.Remove(EnvironmentVariableNames.TlsCheck);
        }
    }

    public static bool IsOptOutVoid(AmpEnvironment environment, string? serverUrl) =>
        environment.AllowUntrustedCertificate && !EnvironmentDefinition.MaySkipCertificateCheck(serverUrl);
}
