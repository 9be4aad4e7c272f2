using System.Text.Json;
using System.Text.RegularExpressions;
using Amp.Client;
using Amp.Streaming;

namespace Amp.Batch.Planning;

/// <summary>Writes the options of a run as members of a JSON object, in one order, without what is at its default.</summary>
internal static partial class OptionsJson
{
    private const string Hidden = "[hidden]";

    public static void Write(Utf8JsonWriter json, AmpRunOptions options, OptionsJsonPurpose purpose)
    {
        WriteOptional(json, "mode", options.Mode?.Name);
        WriteOptional(json, "model", options.Model);
        WriteList(json, "features", [.. options.Features.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        WriteFlag(json, "thinking", options.Thinking);
        WriteFlag(json, "dangerouslyAllowAll", options.DangerouslyAllowAll);
        WriteOptional(json, "mcpConfig", options.McpConfig is not null && purpose is OptionsJsonPurpose.Record ? Hidden : options.McpConfig);
        WriteList(json, "toolbox", options.Toolbox);
        WriteOptional(json, "settingsFile", options.SettingsFile);
        if (options.Timeout is { } timeout)
        {
            json.WriteNumber("timeoutMs", timeout.TotalMilliseconds);
        }

        WriteVariables(json, "environmentVariables", options.EnvironmentVariables, purpose);
        WriteList(json, "extraArguments", options.ExtraArguments);
        WriteThread(json, options.Thread);
        if (options.Settings is { } settings)
        {
            WriteSettings(json, settings, purpose);
        }
    }

    public static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    public static void WriteVariables(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string?> variables, OptionsJsonPurpose purpose)
    {
        if (variables.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (variable, value) in variables.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            var isHidden = purpose is OptionsJsonPurpose.Record || (purpose is OptionsJsonPurpose.Identity && SecretName().IsMatch(variable));
            json.WriteString(variable, value is not null && isHidden ? Hidden : value);
        }

        json.WriteEndObject();
    }

    private static void WriteThread(Utf8JsonWriter json, AmpThreadSettings thread)
    {
        WriteOptional(json, "visibility", thread.Visibility?.Name);
        WriteList(json, "labels", thread.Labels);
        WriteOptional(json, "title", thread.Title);
        if (thread.ArchiveAfterExecute is { } archive)
        {
            json.WriteBoolean("archiveAfterExecute", archive);
        }
    }

    private static void WriteSettings(Utf8JsonWriter json, AmpSettings settings, OptionsJsonPurpose purpose)
    {
        json.WriteStartObject("settings");
        if (settings.Permissions.Count > 0)
        {
            json.WriteStartArray("permissions");
            foreach (var rule in settings.Permissions)
            {
                WriteRule(json, rule);
            }

            json.WriteEndArray();
        }

        if (settings.DangerouslyAllowAll is { } allow)
        {
            json.WriteBoolean("dangerouslyAllowAll", allow);
        }

        WriteList(json, "disabledTools", settings.DisabledTools);
        if (settings.Values.Count > 0)
        {
            json.WriteStartObject("values");
            foreach (var (key, value) in settings.Values.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            {
                json.WritePropertyName(key);
                WriteSetting(json, key, value, purpose);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteSetting(Utf8JsonWriter json, string key, RawJson value, OptionsJsonPurpose purpose)
    {
        // Objects hold MCP servers with their keys.
        var isHidden = purpose is OptionsJsonPurpose.Record && value.Element.ValueKind is (JsonValueKind.Object or JsonValueKind.Array);
        if (isHidden || (purpose is not OptionsJsonPurpose.Plan && SecretName().IsMatch(key)))
        {
            json.WriteStringValue(Hidden);
        }
        else
        {
            value.Element.WriteTo(json);
        }
    }

    private static void WriteRule(Utf8JsonWriter json, AmpPermissionRule rule)
    {
        json.WriteStartObject();
        json.WriteString("tool", rule.Tool);
        json.WriteString("action", rule.Action.ToString().ToLowerInvariant());
        if (rule.Matches.Count > 0)
        {
            json.WriteStartObject("matches");
            foreach (var (argument, pattern) in rule.Matches.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            {
                json.WritePropertyName(argument);
                pattern.Json.Element.WriteTo(json);
            }

            json.WriteEndObject();
        }

        WriteOptional(json, "context", rule.Context?.ToString().ToLowerInvariant());
        WriteOptional(json, "to", rule.To);
        WriteOptional(json, "message", rule.Message);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, value);
        }
    }

    [GeneratedRegex("TOKEN|KEY|SECRET|PASSWORD|PASSWD|CREDENTIAL", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
