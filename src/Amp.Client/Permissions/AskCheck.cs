using System.Text.Json;
using Amp.Client.Settings;

namespace Amp.Client.Permissions;

/// <summary>Refuses a run with rules that ask, where the CLI would wait for ever for an answer that nobody can give.</summary>
/// <remarks><b>Source.</b> CLI 0.0.1767830505 to 0.0.1771243550: 28 of 28 runs with a rule that asks hung. Since 0.0.1773432280 such a run ends at once, with an error.</remarks>
internal static class AskCheck
{
    private const long FirstThatEnds = 1773432280;

    /// <param name="options">The options of the run.</param>
    /// <param name="cli">The CLI.</param>
    /// <param name="settings">The settings of the run; <see langword="null"/> when it has none of its own.</param>
    /// <param name="directory">The run's working directory.</param>
    /// <param name="environment">The CLI's environment.</param>
    /// <exception cref="AmpConfigurationException">The run must not start.</exception>
    public static void Refuse(AmpRunOptions options, AmpCliCapabilities cli, PreparedSettings? settings, string directory, IReadOnlyDictionary<string, string> environment)
    {
        if (cli.Build is null or >= FirstThatEnds || options.OnPermission is not null || options.DangerouslyAllowAll)
        {
            return;
        }

        var json = settings is null ? UserSettings.Read(options.SettingsFile, environment, directory).Json : JsonElement.Parse(settings.Json.Span);
        if (OwnSettings.IsTrue(json, SettingKeys.AllowAll) || !json.TryGetProperty(SettingKeys.Permissions, out var rules) || rules.ValueKind is not JsonValueKind.Array)
        {
            return;
        }

        var index = 0;
        foreach (var rule in rules.EnumerateArray())
        {
            if (rule.ValueKind is JsonValueKind.Object && rule.TryGetProperty("action", out var action) && action.ValueKind is JsonValueKind.String && action.GetString() is "ask")
            {
                throw new AmpConfigurationException($"Permission rule {index} of the run and its user asks, and CLI {cli.Version} then waits for ever, because a run cannot answer. Set {nameof(AmpRunOptions)}.{nameof(AmpRunOptions.OnPermission)}, change the rule, or use a CLI since 0.0.{FirstThatEnds}, which ends such a run.");
            }

            index++;
        }
    }
}
