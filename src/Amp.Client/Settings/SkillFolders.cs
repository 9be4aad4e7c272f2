using System.Text.Json;

namespace Amp.Client.Settings;

/// <summary>Makes a setting of a run's folders with skills.</summary>
internal static class SkillFolders
{
    /// <exception cref="AmpCapabilityException">The CLI has no such setting.</exception>
    /// <exception cref="AmpConfigurationException">The run has it twice.</exception>
    public static AmpRequest PutInto(AmpRequest request, AmpCliCapabilities cli, string directory)
    {
        var options = request.Options;
        if (options.Skills.Count == 0)
        {
            return request;
        }

        if (cli.IsKnown && !cli.HasSetting(SettingKeys.SkillsPath))
        {
            throw AmpCapabilityException.For(SettingKeys.SkillsPath, [], cli, "It loads skills of the user and the workspace only.");
        }

        var settings = options.Settings ?? new();
        if (settings.Values.ContainsKey(SettingKeys.SkillsPath))
        {
            throw new AmpConfigurationException($"The run sets {SettingKeys.SkillsPath} twice: by {nameof(AmpRunOptions)}.{nameof(AmpRunOptions.Skills)} and by {nameof(AmpSettings.Values)}.");
        }

        var folders = string.Join(Path.PathSeparator, options.Skills.Select(folder => Path.GetFullPath(folder, directory)));
        return request with { Options = options with { Settings = settings.With(SettingKeys.SkillsPath, $"\"{JsonEncodedText.Encode(folders)}\"") } };
    }
}
