using System.Buffers;
using System.Text.Json;
using Amp.Client.Permissions;

namespace Amp.Client.Settings;

/// <summary>The settings of a run as one JSON object, checked.</summary>
internal sealed class OwnSettings
{
    private static readonly string[] AllowAllFlags = ["--dangerously-allow-all", "--dangerously-skip-permissions"];

    private OwnSettings(JsonElement json, bool hasHandler = false) => (Json, HasHandler) = (json, hasHandler);

    /// <summary>The settings that the run brings: an object.</summary>
    public JsonElement Json { get; }

    /// <summary>Whether the application decides on tool calls: then the last rules bring them to it.</summary>
    public bool HasHandler { get; }

    /// <summary>Whether there is anything to put on top of the user's settings.</summary>
    public bool IsEmpty => !Json.EnumerateObject().Any();

    /// <summary>Whether a rule of the run does anything but allow, so that allowing everything would switch it off.</summary>
    public bool IsRestricting => Json.TryGetProperty(SettingKeys.Permissions, out var rules) && rules.EnumerateArray().Any(PermissionRuleCheck.IsRestricting);

    /// <exception cref="AmpConfigurationException">A setting is malformed, or two contradict each other.</exception>
    public static OwnSettings From(AmpSettings settings, AmpRunOptions options, PermissionRouting? routing = null)
    {
        foreach (var key in settings.Values.Keys)
        {
            if (!key.StartsWith(SettingKeys.Prefix, StringComparison.Ordinal))
            {
                throw new AmpConfigurationException($"The setting '{key}' of the run would be passed over by the CLI: its settings start with '{SettingKeys.Prefix}'.");
            }
        }

        var own = new OwnSettings(Write(settings));
        own.CheckShapes();
        own = routing is null ? own : new(own.Route(routing), hasHandler: true);
        if (own.IsRestricting && (IsTrue(own.Json, SettingKeys.AllowAll) || options.DangerouslyAllowAll || options.ExtraArguments.Any(AllowAllFlags.Contains)))
        {
            throw own.HasHandler
                ? new AmpConfigurationException($"The run asks {nameof(AmpRunOptions.OnPermission)} for permissions, and lets every tool run at the same time: then it would never be asked. Leave {nameof(AmpRunOptions.DangerouslyAllowAll)} out.")
                : new AmpConfigurationException($"The run has permission rules that do not allow, and lets every tool run at the same time: that would switch those rules off without a word. Leave {nameof(AmpRunOptions.DangerouslyAllowAll)} out, and allow the rest by a last rule for the tool '*'.");
        }

        if (!own.IsEmpty && options.ExtraArguments.FirstOrDefault(static argument => argument.Split('=')[0] is "--settings-file") is not null)
        {
            throw new AmpConfigurationException($"The run has settings of its own and names another file by --settings-file among {nameof(AmpRunOptions.ExtraArguments)}: only one of them could count. Name the file in {nameof(AmpRunOptions)}.{nameof(AmpRunOptions.SettingsFile)}, and the settings come on top of it.");
        }

        return own;
    }

    public static bool IsTrue(JsonElement settings, string key) => settings.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.True;

    /// <exception cref="AmpConfigurationException">The rules are no array.</exception>
    public static IReadOnlyList<AmpPermissionRuleProblem> CheckRules(JsonElement settings, string whose) =>
        !settings.TryGetProperty(SettingKeys.Permissions, out var rules) ? []
        : rules.ValueKind is JsonValueKind.Array ? PermissionRuleCheck.Check(rules)
        : throw new AmpConfigurationException($"{SettingKeys.Permissions} of {whose} must be an array of rules.");

    private void CheckShapes()
    {
        if (CheckRules(Json, "the run") is [_, ..] problems)
        {
            throw new AmpConfigurationException($"The CLI would drop permission rules of the run without a word, and what they should stop would go through: {string.Join(' ', problems)}");
        }

        Require(SettingKeys.AllowAll, "true or false", static value => value.ValueKind is JsonValueKind.True or JsonValueKind.False);
        Require(SettingKeys.DisabledTools, "an array of names", static value => value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(static name => name.ValueKind is JsonValueKind.String && name.GetString() is { Length: > 0 }));
        Require(SettingKeys.McpServers, "an object of servers", static value => value.ValueKind is JsonValueKind.Object);
    }

    private void Require(string key, string what, Func<JsonElement, bool> holds)
    {
        if (Json.TryGetProperty(key, out var value) && !holds(value))
        {
            throw new AmpConfigurationException($"{key} of the run must be {what}.");
        }
    }

    private JsonElement Route(PermissionRouting routing)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var setting in Json.EnumerateObject().Where(static setting => setting.Name is not SettingKeys.Permissions))
            {
                setting.WriteTo(json);
            }

            json.WriteStartArray(SettingKeys.Permissions);
            foreach (var rule in Json.TryGetProperty(SettingKeys.Permissions, out var rules) ? rules.EnumerateArray() : default)
            {
                PermissionRouting.Write(json, rule, routing);
            }

            foreach (var rule in routing.Last)
            {
                rule.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static JsonElement Write(AmpSettings settings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (settings.Permissions.Count > 0)
            {
                Claim(SettingKeys.Permissions, nameof(AmpSettings.Permissions));
                json.WriteStartArray(SettingKeys.Permissions);
                foreach (var rule in settings.Permissions)
                {
                    rule.WriteTo(json);
                }

                json.WriteEndArray();
            }

            if (settings.DangerouslyAllowAll is { } allowAll)
            {
                Claim(SettingKeys.AllowAll, nameof(AmpSettings.DangerouslyAllowAll));
                json.WriteBoolean(SettingKeys.AllowAll, allowAll);
            }

            if (settings.DisabledTools.Count > 0)
            {
                Claim(SettingKeys.DisabledTools, nameof(AmpSettings.DisabledTools));
                json.WriteStartArray(SettingKeys.DisabledTools);
                foreach (var tool in settings.DisabledTools)
                {
                    json.WriteStringValue(tool);
                }

                json.WriteEndArray();
            }

            foreach (var (key, value) in settings.Values)
            {
                json.WritePropertyName(key);
                value.Element.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);

        void Claim(string key, string property)
        {
            if (settings.Values.ContainsKey(key))
            {
                throw new AmpConfigurationException($"The run sets {key} twice: by {nameof(AmpSettings)}.{property} and by {nameof(AmpSettings.Values)}.");
            }
        }
    }
}
