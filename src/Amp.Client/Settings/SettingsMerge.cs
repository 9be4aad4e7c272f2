using System.Buffers;
using System.Text.Json;
using Amp.Client.Permissions;

namespace Amp.Client.Settings;

/// <summary>Puts the settings of a run on top of the user's.</summary>
internal sealed class SettingsMerge(OwnSettings own, JsonElement user, PermissionRouting? routing = null)
{
    /// <summary>Whether the user's file would switch the rules of the run off by letting every tool run.</summary>
    public bool ReplacesAllowAll => own.IsRestricting && OwnSettings.IsTrue(user, SettingKeys.AllowAll) && !own.Json.TryGetProperty(SettingKeys.AllowAll, out _);

    /// <returns>The whole settings file, in UTF-8.</returns>
    public ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            foreach (var key in Keys())
            {
                json.WritePropertyName(key);
                WriteValue(json, key);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    // A key that a file holds twice counts once, with its last value: as in JavaScript.
    private IEnumerable<string> Keys() =>
        user.EnumerateObject().Concat(own.Json.EnumerateObject()).Select(static property => property.Name).Distinct(StringComparer.Ordinal);

    private void WriteValue(Utf8JsonWriter json, string key)
    {
        var hasOwn = own.Json.TryGetProperty(key, out var ours);
        var hasTheirs = user.TryGetProperty(key, out var theirs);
        switch (key)
        {
            case SettingKeys.AllowAll when ReplacesAllowAll:
                json.WriteBooleanValue(false);
                break;
            case SettingKeys.Permissions when hasOwn:
                WriteRules(json, ours, theirs);
                break;
            case SettingKeys.DisabledTools when hasOwn && hasTheirs && theirs.ValueKind is JsonValueKind.Array:
                WriteArray(json, [.. ours.EnumerateArray(), .. theirs.EnumerateArray()]);
                break;
            case SettingKeys.SkillsPath when hasOwn && hasTheirs && ours.ValueKind is JsonValueKind.String && theirs.ValueKind is JsonValueKind.String:
                json.WriteStringValue($"{ours.GetString()}{Path.PathSeparator}{theirs.GetString()}");
                break;
            case SettingKeys.McpServers when hasOwn && hasTheirs && theirs.ValueKind is JsonValueKind.Object:
                WriteServers(json, ours, theirs);
                break;
            default:
                (hasOwn ? ours : theirs).WriteTo(json);
                break;
        }
    }

    private void WriteRules(Utf8JsonWriter json, JsonElement ours, JsonElement theirs)
    {
        // What the handler decides on is what is left by the user's rules, too.
        var last = routing?.Last ?? [];
        json.WriteStartArray();
        foreach (var rule in ours.EnumerateArray().SkipLast(last.Count))
        {
            rule.WriteTo(json);
        }

        foreach (var rule in theirs.ValueKind is JsonValueKind.Array ? theirs.EnumerateArray() : default)
        {
            PermissionRouting.Write(json, rule, routing);
        }

        foreach (var rule in last)
        {
            rule.WriteTo(json);
        }

        if (ReplacesAllowAll)
        {
            AmpPermissionRule.Allow("*").WriteTo(json);
        }

        json.WriteEndArray();
    }

    private static void WriteServers(Utf8JsonWriter json, JsonElement ours, JsonElement theirs)
    {
        json.WriteStartObject();
        foreach (var server in theirs.EnumerateObject().Where(server => !ours.TryGetProperty(server.Name, out _)))
        {
            server.WriteTo(json);
        }

        foreach (var server in ours.EnumerateObject())
        {
            server.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, IEnumerable<JsonElement> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
        {
            value.WriteTo(json);
        }

        json.WriteEndArray();
    }
}
