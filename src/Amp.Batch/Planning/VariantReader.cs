using System.Text.Json;
using Amp.Client;
using Amp.Streaming;

namespace Amp.Batch.Planning;

/// <summary>Reads variants with their options from JSON.</summary>
internal static class VariantReader
{
    private static readonly string[] Members =
    [
        "name", "modeOrModel", "mode", "model", "features", "thinking", "dangerouslyAllowAll", "mcpConfig", "toolbox", "settingsFile", "timeoutMs", "environmentVariables",
        "extraArguments", "visibility", "labels", "title", "archiveAfterExecute", "settings",
    ];

    /// <summary>Text is a word that is a mode or a model.</summary>
    public static BatchVariant? ReadVariant(JsonPlace place)
    {
        if (!place.IsObject)
        {
            return place.AsText() is { } word ? new() { ModeOrModel = word } : null;
        }

        place.Know(Members);
        return new()
        {
            Name = place.Text("name"),
            ModeOrModel = place.Text("modeOrModel"),
            Options = new()
            {
                Mode = place.Text("mode") is { } mode ? ReadMode(place, mode) : (AmpMode?)null,
                Model = place.Text("model"),
                Features = place.Texts("features"),
                Thinking = place.Flag("thinking") ?? false,
                DangerouslyAllowAll = place.Flag("dangerouslyAllowAll") ?? false,
                McpConfig = place.Has("mcpConfig", out var mcp) ? mcp.Value.IsObject ? JsonPlace.Plain(mcp.Value.Value) : mcp.Value.AsText() : null,
                Toolbox = place.Texts("toolbox"),
                SettingsFile = place.Text("settingsFile"),
                Timeout = place.Number("timeoutMs") is { } timeout ? TimeSpan.FromMilliseconds(Math.Clamp(timeout, -1, 1L << 40)) : null,
                EnvironmentVariables = ReadVariables(place, "environmentVariables"),
                ExtraArguments = place.Texts("extraArguments"),
                Thread = new()
                {
                    Visibility = place.Text("visibility") is { Length: > 0 } visibility ? new AmpVisibility(visibility) : (AmpVisibility?)null,
                    Labels = place.Texts("labels"),
                    Title = place.Text("title"),
                    ArchiveAfterExecute = place.Flag("archiveAfterExecute"),
                },
                Settings = place.Has("settings", out var settings) ? ReadSettings(settings.Value) : null,
            },
        };
    }

    public static IReadOnlyDictionary<string, string?> ReadVariables(JsonPlace place, string name)
    {
        var variables = new Dictionary<string, string?>();
        if (!place.Has(name, out var member))
        {
            return variables;
        }

        if (!member.Value.IsObject)
        {
            member.Value.Add($"expected an object of names and texts, found {member.Value.Kind()}.");
            return variables;
        }

        foreach (var variable in member.Value.Value.EnumerateObject())
        {
            variables[variable.Name] = variable.Value.ValueKind is JsonValueKind.Null ? null : member.Value.Text(variable.Name);
        }

        return variables;
    }

    private static AmpMode? ReadMode(JsonPlace place, string mode)
    {
        if (string.IsNullOrWhiteSpace(mode))
        {
            place.Add("\"mode\" must not be blank; leave it out for the CLI's own.");
            return null;
        }

        return new AmpMode(mode);
    }

    private static AmpSettings? ReadSettings(JsonPlace place)
    {
        if (!place.IsObject)
        {
            place.Add($"expected an object, found {place.Kind()}.");
            return null;
        }

        place.Know("permissions", "dangerouslyAllowAll", "disabledTools", "values");
        var values = new Dictionary<string, RawJson>();
        foreach (var value in place.Members("values"))
        {
            values[value.Name] = RawJson.Parse(JsonPlace.Plain(value.Value));
        }

        return new()
        {
            Permissions = place.List("permissions", ReadRule),
            DangerouslyAllowAll = place.Flag("dangerouslyAllowAll"),
            DisabledTools = place.Texts("disabledTools"),
            Values = values,
        };
    }

    private static AmpPermissionRule? ReadRule(JsonPlace place)
    {
        if (!place.IsObject)
        {
            place.Add($"expected a rule such as {{\"tool\":\"Bash\",\"action\":\"allow\"}}, found {place.Kind()}.");
            return null;
        }

        place.Know("tool", "action", "matches", "context", "to", "message");
        if (place.Text("tool") is not { } tool || !Enum.TryParse<AmpPermissionAction>(place.Text("action"), ignoreCase: true, out var action) || !Enum.IsDefined(action))
        {
            place.Add("a rule needs a \"tool\" and an \"action\": allow, reject, ask or delegate.");
            return null;
        }

        AmpPermissionContext? context = null;
        if (place.Text("context") is { } word)
        {
            if (Enum.TryParse<AmpPermissionContext>(word, ignoreCase: true, out var known) && Enum.IsDefined(known))
            {
                context = known;
            }
            else
            {
                place.Add($"\"context\" must be thread or subagent, not '{word}'.");
            }
        }

        var matches = new Dictionary<string, AmpPermissionPattern>();
        foreach (var argument in place.Members("matches"))
        {
            try
            {
                matches[argument.Name] = AmpPermissionPattern.FromJson(RawJson.Parse(JsonPlace.Plain(argument.Value)));
            }
            catch (ArgumentException e)
            {
                place.Add($"\"matches\": {e.Message}");
            }
        }

        return new() { Tool = tool, Action = action, Matches = matches, Context = context, To = place.Text("to"), Message = place.Text("message") };
    }
}
