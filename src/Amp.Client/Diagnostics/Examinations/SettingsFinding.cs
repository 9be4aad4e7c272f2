using System.Text.Json;
using Amp.Client.Settings;

namespace Amp.Client.Diagnostics.Examinations;

/// <summary>One settings file: which keys it has, never their values, and what in it may surprise.</summary>
internal sealed record SettingsFinding(string Owner, string Path, bool IsReadable, string Keys, IReadOnlyList<string> Findings)
{
    public const string ManagedFile = "managed";
    public const string WorkspaceFile = "workspace";
    public const string UserFile = "user";

    /// <returns><see langword="null"/> when there is no such file.</returns>
    public static SettingsFinding? Read(string owner, string path)
    {
        try
        {
            return SettingsFile.Read(path) is { } settings ? new(owner, path, true, Describe(settings), [.. Find(owner, settings)]) : null;
        }
        catch (AmpConfigurationException e)
        {
            return new(owner, path, false, "unreadable", [e.Message]);
        }
    }

    private static string Describe(JsonElement settings)
    {
        var keys = settings.EnumerateObject().Select(static entry => entry.Name).Order(StringComparer.Ordinal).ToList();
        return keys.Count == 0 ? "empty" : string.Join(", ", keys);
    }

    private static IEnumerable<string> Find(string owner, JsonElement settings)
    {
        if (OwnSettings.IsTrue(settings, SettingKeys.AllowAll))
        {
            yield return $"{SettingKeys.AllowAll} is on: the agent runs every tool without asking.";
        }
        else if (owner is WorkspaceFile && settings.TryGetProperty(SettingKeys.AllowAll, out _))
        {
            yield return $"{SettingKeys.AllowAll} is set, which wins over the user's and over the caller's.";
        }

        if (owner is WorkspaceFile && settings.TryGetProperty(SettingKeys.Permissions, out _))
        {
            yield return $"{SettingKeys.Permissions} come before the user's rules and before those that a caller gives.";
        }

        foreach (var problem in OwnSettings.CheckRules(settings, "the file"))
        {
            yield return $"The CLI passes over a rule in silence, and what it should forbid is not forbidden: {problem}";
        }
    }
}
