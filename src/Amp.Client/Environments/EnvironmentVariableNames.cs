using System.Collections;

namespace Amp.Client.Environments;

/// <summary>The environment variables that say where the CLI and its service are.</summary>
internal static class EnvironmentVariableNames
{
    public const string CliPath = "AMP_CLI_PATH";
    public const string Bin = "AMP_BIN";
    public const string ServerUrl = "AMP_URL";
    public const string TlsCheck = "NODE_TLS_REJECT_UNAUTHORIZED";
    public const string ApiKey = "AMP_API_KEY";
    public const string Token = "AMP_TOKEN";
    public const string AuthCommand = "AMP_AUTH_CMD";

    /// <summary>How this system compares names.</summary>
    public static StringComparer Comparer { get; } = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Those that lead away from production.</summary>
    public static IReadOnlyList<string> StrayFromProduction { get; } = [ServerUrl, TlsCheck, CliPath, Bin];

    public static Dictionary<string, string> OfThisProcess()
    {
        var variables = new Dictionary<string, string>(Comparer);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return variables;
    }
}
