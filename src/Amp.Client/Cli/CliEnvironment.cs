using Amp.Client.Authentication;
using Amp.Client.Environments;

namespace Amp.Client.Cli;

/// <summary>The environment variables that the CLI runs with: this process's own, then the environment's, then the client's, then the run's.</summary>
internal static class CliEnvironment
{
    /// <summary>Marks the CLI and everything it starts, so that what slipped out of the process tree can be found and ended.</summary>
    public const string RunMarker = "AMP_SDK_RUN_ID";

    /// <summary>Where a CLI with this environment keeps its threads. Versions since 0.0.1775981571 keep none.</summary>
    public static string? ThreadFolder(IReadOnlyDictionary<string, string> environment) =>
        HomeFolder.AmpDataIn(environment) is { } folder ? Path.Combine(folder, "threads") : null;

    public static Dictionary<string, string> For(AmpClientOptions options, AmpRunOptions run, AmpEnvironment? environment = null)
    {
        var variables = EnvironmentVariableNames.OfThisProcess();

        // A run started by an agent that we run ourselves is its own run.
        variables.Remove(RunMarker);

        EnvironmentOverlay.Apply(environment ?? AmpEnvironment.Ambient, variables);
        Set(EnvironmentVariableNames.ServerUrl, options.ServerUrl);
        Set(EnvironmentVariableNames.ApiKey, options.ApiKey);
        EnvironmentOverlay.Apply(options.EnvironmentVariables, variables);
        EnvironmentOverlay.Apply(run.EnvironmentVariables, variables);
        EnvironmentOverlay.KeepCertificateCheck(environment ?? AmpEnvironment.Ambient, variables);
        return variables;

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                variables[name] = value;
            }
        }
    }

    /// <summary>What the locator is told of an environment's CLI: nothing for the installed one, which is searched for.</summary>
    public static string? PathOf(AmpEnvironment environment) => environment.CliPath is AmpEnvironment.InstalledCli ? null : environment.CliPath;
}
