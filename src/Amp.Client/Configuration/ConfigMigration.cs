using System.Text.Json.Nodes;

namespace Amp.Client.Configuration;

/// <summary>Brings a file of an earlier shape into the present one, a version at a time.</summary>
internal static class ConfigMigration
{
    private const string VersionKey = "schemaVersion";

    // One step for each version: from its index to the next one.
    private static readonly Action<JsonObject>[] Steps = [FromUnversioned];

    /// <exception cref="AmpConfigurationException">The file is of a later version.</exception>
    public static void ToCurrent(JsonObject json)
    {
        var version = json[VersionKey] is JsonValue value && value.TryGetValue<int>(out var number) ? number : 0;
        if (version > AmpConfig.CurrentSchemaVersion)
        {
            throw new AmpConfigurationException($"The configuration has the shape of version {version}, and only versions up to {AmpConfig.CurrentSchemaVersion} are known here. It was left as it is; use the program that wrote it, or a later one.");
        }

        for (; version < AmpConfig.CurrentSchemaVersion; version++)
        {
            Steps[Math.Max(version, 0)](json);
        }

        json[VersionKey] = AmpConfig.CurrentSchemaVersion;
    }

    // The files of the source documents: the same keys, but an empty text where there is none.
    private static void FromUnversioned(JsonObject json)
    {
        foreach (var key in new[] { "customCliPath", "localServerUrl" })
        {
            if (json[key] is JsonValue value && value.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text))
            {
                json.Remove(key);
            }
        }
    }
}
