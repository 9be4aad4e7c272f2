using System.Text.Json;

namespace Amp.Client.Settings;

/// <summary>Finds what the repository's settings take away from those of a run.</summary>
internal static class WorkspaceCheck
{
    public static IReadOnlyList<AmpSettingsOverride> Check(Workspace workspace, OwnSettings own) =>
        own.IsEmpty ? [] : [.. workspace.SettingsFiles.SelectMany(file => Check(file, own))];

    private static IEnumerable<AmpSettingsOverride> Check(string file, OwnSettings own)
    {
        JsonElement theirs;
        try
        {
            if (SettingsFile.Read(file) is not { } read)
            {
                return [];
            }

            theirs = read;
        }
        catch (AmpConfigurationException e)
        {
            return [new(file, null, $"may win over the settings of the run, but nobody can tell: {e.Message}")];
        }

        return Check(file, theirs, own);
    }

    private static IEnumerable<AmpSettingsOverride> Check(string file, JsonElement theirs, OwnSettings own)
    {
        if (own.IsRestricting && OwnSettings.IsTrue(theirs, SettingKeys.AllowAll))
        {
            yield return new(file, SettingKeys.AllowAll, $"sets {SettingKeys.AllowAll}, which switches the permission rules of the run off.");
        }

        foreach (var ours in own.Json.EnumerateObject())
        {
            if (theirs.TryGetProperty(ours.Name, out var value) && !JsonElement.DeepEquals(value, ours.Value) && !(ours.Name is SettingKeys.AllowAll && own.IsRestricting))
            {
                yield return new(file, ours.Name, $"sets {ours.Name}, which wins over that of the run.");
            }
        }
    }
}
