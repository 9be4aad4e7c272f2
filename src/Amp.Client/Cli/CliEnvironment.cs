using System.Collections;

namespace Amp.Client.Cli;

/// <summary>The environment variables that the CLI runs with: this process's own, then the client's, then the run's.</summary>
internal static class CliEnvironment
{
    /// <summary>Marks the CLI and everything it starts, so that what slipped out of the process tree can be found and ended.</summary>
    public const string RunMarker = "AMP_SDK_RUN_ID";

    /// <summary>Where a CLI with this environment keeps its threads. Versions since 0.0.1775981571 keep none.</summary>
    public static string? ThreadFolder(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { Length: > 0 } home
            ? Path.Combine(home, ".local", "share", "amp", "threads")
            : null;

    public static Dictionary<string, string> For(AmpClientOptions options, AmpRunOptions run)
    {
        var environment = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        // A run started by an agent that we run ourselves is its own run.
        environment.Remove(RunMarker);

        Set("AMP_URL", options.ServerUrl);
        Set("AMP_API_KEY", options.ApiKey);
        Apply(options.EnvironmentVariables);
        Apply(run.EnvironmentVariables);
        return environment;

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                environment[name] = value;
            }
        }

        void Apply(IEnumerable<KeyValuePair<string, string?>> variables)
        {
            foreach (var (name, value) in variables)
            {
                if (value is null)
                {
                    environment.Remove(name);
                }
                else
                {
                    environment[name] = value;
                }
            }
        }
    }
}
