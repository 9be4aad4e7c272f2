using System.Text.Json;

namespace Amp.Client.Cli;

/// <summary>Reads what the commands of the CLI print. What is missing or of another kind is null: versions differ.</summary>
internal static class CommandJson
{
    /// <summary>The objects of an array, or of the array that a property of this object holds.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement root, string property)
    {
        var list = root.ValueKind is JsonValueKind.Object && root.TryGetProperty(property, out var inner) ? inner : root;
        return list.ValueKind is JsonValueKind.Array ? list.EnumerateArray().Where(static item => item.ValueKind is JsonValueKind.Object) : [];
    }

    public static string? Text(JsonElement item, string property) =>
        item.TryGetProperty(property, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    public static IEnumerable<string> Texts(JsonElement item, string property) =>
        item.TryGetProperty(property, out var value) && value.ValueKind is JsonValueKind.Array
            ? value.EnumerateArray().Where(static text => text.ValueKind is JsonValueKind.String).Select(static text => text.GetString()!)
            : [];

    public static IEnumerable<string> Names(JsonElement item, string property) =>
        item.TryGetProperty(property, out var value) && value.ValueKind is JsonValueKind.Object ? value.EnumerateObject().Select(static field => field.Name) : [];

    public static AmpToolListing? Tool(JsonElement item) => Text(item, "name") is not { } name ? null : new()
    {
        Name = name,
        Source = Text(item, "source"),
        Description = Text(item, "description"),
        InputSchema = item.TryGetProperty("inputSchema", out var schema) ? schema.GetRawText() : null,
    };

    public static AmpSkill? Skill(JsonElement item) => Text(item, "name") is not { } name ? null : new()
    {
        Name = name,
        Description = Text(item, "description"),
        BaseDirectory = Text(item, "baseDir"),
    };

    public static AmpMcpServerListing? McpServer(JsonElement item)
    {
        if (Text(item, "name") is not { } name)
        {
            return null;
        }

        var spec = item.TryGetProperty("spec", out var inner) && inner.ValueKind is JsonValueKind.Object ? inner : item;
        return new()
        {
            Name = name,
            Type = Text(item, "type"),
            Source = Text(item, "source"),
            Command = Text(spec, "command"),
            Arguments = [.. Texts(spec, "args")],
            Url = Text(spec, "url"),
            EnvironmentVariables = [.. Names(spec, "env")],
            Headers = [.. Names(spec, "headers")],
        };
    }

    public static AmpPermissionEntry? Permission(JsonElement item) => item.ValueKind is not JsonValueKind.Object || Text(item, "tool") is not { } tool ? null : new()
    {
        Tool = tool,
        Action = Action(Text(item, "action")),
        To = Text(item, "to"),
        Message = Text(item, "message"),
        Context = Text(item, "context"),
        Json = item.GetRawText(),
    };

    public static AmpPermissionAction? Action(string? word) => word switch
    {
        "allow" => AmpPermissionAction.Allow,
        "ask" => AmpPermissionAction.Ask,
        "reject" => AmpPermissionAction.Reject,
        "delegate" => AmpPermissionAction.Delegate,
        _ => null,
    };
}
