using System.Text.Json;
using Amp.Client.Authentication;

namespace Amp.Client.Settings;

/// <summary>The settings file that a CLI would read by itself.</summary>
/// <param name="File">Its path; <see langword="null"/> when there is none.</param>
/// <param name="Json">What it holds: an object, empty when there is no file.</param>
internal sealed record UserSettings(string? File, JsonElement Json)
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}"u8);

    /// <param name="named">The file that the run names in place of the user's, if it does.</param>
    /// <param name="environment">The CLI's environment.</param>
    /// <param name="directory">The run's working directory, where a relative path starts.</param>
    /// <remarks>
    /// <b>Source.</b> CLI 0.0.1767830505, 0.0.1774569934 and 0.0.1790142911: <c>AMP_SETTINGS_FILE</c> unless it is empty, else <c>amp/settings.json</c> in
    /// <c>XDG_CONFIG_HOME</c> or <c>~/.config</c>, else <c>settings.jsonc</c> there. A file that is named and does not exist is passed over.
    /// </remarks>
    /// <exception cref="AmpConfigurationException">The file cannot be read.</exception>
    public static UserSettings Read(string? named, IReadOnlyDictionary<string, string> environment, string directory)
    {
        foreach (var file in Candidates(named, environment, directory))
        {
            if (SettingsFile.Read(file) is { } json)
            {
                return new(file, json);
            }
        }

        return new(null, Empty);
    }

    /// <summary>Where the file may be; the first that exists counts.</summary>
    public static IEnumerable<string> Candidates(string? named, IReadOnlyDictionary<string, string> environment, string directory)
    {
        if ((named ?? environment.GetValueOrDefault("AMP_SETTINGS_FILE")) is { Length: > 0 } file)
        {
            return [Path.GetFullPath(file, directory)];
        }

        var folder = environment.GetValueOrDefault("XDG_CONFIG_HOME") is { Length: > 0 } configuration ? configuration
            : HomeFolder.In(environment) is { } home ? Path.Combine(home, ".config")
            : null;
        return folder is null
            ? []
            : [Path.GetFullPath(Path.Combine(folder, "amp", "settings.json"), directory), Path.GetFullPath(Path.Combine(folder, "amp", "settings.jsonc"), directory)];
    }
}
