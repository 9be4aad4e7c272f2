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
        if (cli.Build is null or >= FirstThatEnds || options.DangerouslyAllowAll)
        {
            return;
        }

        var own = settings is null ? UserSettings.Read(options.SettingsFile, environment, directory).Json : JsonElement.Parse(settings.Json.Span);
        (string Whose, JsonElement Json)[] repository = [.. OfRepository(directory)];

        // The first that says so counts: the repository's.
        if (repository.Select(static file => file.Json).Append(own).Select(AllowAll).FirstOrDefault(static says => says is not null) is true)
        {
            return;
        }

        // A handler is asked in place of a person by the rules of the run and its user, which were changed so. Nobody changes the repository's.
        if (options.OnPermission is null && FindRuleThatAsks(own) is { } index)
        {
            throw Refused(index, "the run and its user", $"Set {nameof(AmpRunOptions)}.{nameof(AmpRunOptions.OnPermission)}, change", cli);
        }

        foreach (var (whose, json) in repository)
        {
            if (FindRuleThatAsks(json) is { } theirs)
            {
                throw Refused(theirs, whose, "Change", cli);
            }
        }
    }

    private static AmpConfigurationException Refused(int index, string whose, string way, AmpCliCapabilities cli) =>
        new($"Permission rule {index} of {whose} asks, and CLI {cli.Version} then waits for ever, because a run cannot answer. {way} the rule, or use a CLI since 0.0.{FirstThatEnds}, which ends such a run.");

    private static bool? AllowAll(JsonElement settings) =>
        settings.TryGetProperty(SettingKeys.AllowAll, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.ValueKind is JsonValueKind.True : null;

    private static IEnumerable<(string Whose, JsonElement Json)> OfRepository(string directory)
    {
        foreach (var file in Workspace.At(directory).SettingsFiles)
        {
            JsonElement? json = null;
            try
            {
                json = SettingsFile.Read(file);
            }
            catch (AmpConfigurationException)
            {
                // The CLI says so itself, and does not start.
            }

            if (json is { } read)
            {
                yield return ($"the repository's '{file}'", read);
            }
        }
    }

    private static int? FindRuleThatAsks(JsonElement settings)
    {
        if (!settings.TryGetProperty(SettingKeys.Permissions, out var rules) || rules.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var index = 0;
        foreach (var rule in rules.EnumerateArray())
        {
            if (rule.ValueKind is JsonValueKind.Object && rule.TryGetProperty("action", out var action) && action.ValueKind is JsonValueKind.String && action.GetString() is "ask")
            {
                return index;
            }

            index++;
        }

        return null;
    }
}
