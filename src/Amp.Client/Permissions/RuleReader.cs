using System.Text.Json;
using Amp.Streaming;

namespace Amp.Client.Permissions;

/// <summary>Makes a rule of JSON that was found to be well-formed.</summary>
internal static class RuleReader
{
    public static AmpPermissionRule Read(JsonElement rule) => new()
    {
        Tool = rule.GetProperty("tool").GetString()!,
        Action = Enum.Parse<AmpPermissionAction>(rule.GetProperty("action").GetString()!, ignoreCase: true),
        Matches = rule.TryGetProperty("matches", out var matches)
            ? matches.EnumerateObject().ToDictionary(static match => match.Name, static match => AmpPermissionPattern.FromJson(RawJson.Parse(match.Value.GetRawText())), StringComparer.Ordinal)
            : new Dictionary<string, AmpPermissionPattern>(),
        Context = Text(rule, "context") is { } context ? Enum.Parse<AmpPermissionContext>(context, ignoreCase: true) : null,
        To = Text(rule, "to"),
        Message = Text(rule, "message"),
    };

    private static string? Text(JsonElement rule, string name) => rule.TryGetProperty(name, out var value) ? value.GetString() : null;
}
